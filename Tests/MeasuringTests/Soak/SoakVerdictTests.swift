import Measuring
import Testing

/// Each check fails for the one thing that it looks for.
@Suite("Soak verdict")
struct SoakVerdictTests {
    /// A way to break a record, and the beginning of the check that must see it.
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let change: @Sendable (inout SoakRecord) -> Void

        init(_ seenBy: String, _ change: @escaping @Sendable (inout SoakRecord) -> Void) {
            description = seenBy
            self.change = change
        }
    }

    @Test func aWholeRecordHolds() {
        #expect(SoakRecord.whole.broken == [])
        #expect(!SoakVerdict.checks(.whole).isEmpty)
    }

    @Test(arguments: losses + goods + bounds) func eachCheckCanFail(_ one: Case) {
        var record = SoakRecord.whole
        one.change(&record)
        #expect(record.broken.count == 1, "\(record.broken)")
        #expect(record.broken.first?.hasPrefix(one.description) == true, "\(record.broken)")
    }

    static let losses = [
        Case("orders that a customer was told of") { $0.sales["sale-1"] = nil },
        Case("sales that did not end") {
            $0.sales["sale-1"]?.ending = nil
            $0.sales["sale-1"]?.payments = []
            $0.orders[2].paidMinor = []
        },
        Case("acknowledged payments that are not") { $0.orders[2].paidMinor = [150, 150] },
        Case("paid sales that are not captured") { $0.sales["sale-1"]?.ending = "released" },
        Case("sales that a person could not end") { $0.leftToPerson = ["sale-1"] },
        Case("findings of the programs' own checks") { $0.ownFindings = ["debits differ"] },
    ]

    static let goods = [
        Case("lanes that do not sell again") { $0.idleLanes = ["A1"] },
        Case("lanes whose motor turned more often") { $0.lanes[0].firings = 4 },
        Case("lanes that dropped for fewer sales") { $0.lanes[0].drops = 4 },
        Case("lanes that dropped for fewer sales") { $0.lanes[0].drops = 2 },
        Case("lanes that dropped more than one unit") { $0.lanes[0].spillsInTime = 1 },
        Case("machines with a receipt") { $0.journals[0].stored = 4 },
        Case("machines with a receipt") { $0.journals[0].acknowledged = 4 },
        Case("machines with a receipt") { $0.journals[0].deadLetters = 1 },
    ]

    static let bounds = [
        Case("receipts: at most 10") { $0.readings.insert(SoakReading("receipts", phase: nil, value: 11), at: 0) },
        Case("receipts: empty at the end") { $0.readings.append(SoakReading("receipts", phase: nil, value: 1)) },
        Case("agent: memory after the overload") { record in
            for index in record.samples.indices where record.samples[index].phase == .recovery {
                record.samples[index].residentBytes = 60e6
            }
        },
        Case("agent: at most 24 descriptors") { record in
            for index in record.samples.indices where record.samples[index].phase == .recovery {
                record.samples[index].descriptors = 25
            }
        },
        Case("agent: its use was measured") { $0.samples.removeAll { $0.phase == .recovery } },
        Case("an order's answer, 99 of 100") { record in
            record.orders += (0..<3).map { _ in
                SoakOrder(phase: .recovery, dueAt: 0, answer: .refused("soldOut"), seconds: 0.015)
            }
            record.orders.append(SoakOrder(phase: .recovery, dueAt: 0, answer: .refused("soldOut"), seconds: 5))
        },
        Case("an order's answer, median") { record in
            for index in record.orders.indices where record.orders[index].phase == .recovery {
                record.orders[index].seconds = 0.1
            }
        },
        Case("more orders came in the overload") { $0.capacity = 100 },
        Case("kinds of faults that did not strike") { $0.faults.removeLast() },
    ]

    @Test func slowGoodsAreSeen() {
        var record = SoakRecord.whole
        record.sales["sale-2"]?.changedAt = 9_000
        #expect(record.broken.count == 2)
        #expect(record.broken.allSatisfy { $0.hasPrefix("the goods, ") })
    }

    @Test func aQueueThatWasNeverReadIsNotBounded() {
        var record = SoakRecord.whole
        record.readings.removeAll { $0.name == "receipts" }
        #expect(record.broken.count == 2)
    }

    /// Given back by the rail before it was ever ours: nothing is owed.
    @Test func aReleasedHoldIsSettled() {
        var record = SoakRecord.whole
        record.sales["sale-1"]?.ending = "released"
        record.sales["sale-1"]?.payments[0].booking = "released"
        #expect(record.broken == [])
    }

    /// What falls while an agent is frozen is the watchdog's business, and is on the page.
    @Test func aMotorThatNobodyStopsMaySpill() {
        var record = SoakRecord.whole
        record.lanes[0].spills = 2
        #expect(record.broken == [])
    }

    @Test func anOrderThatNobodyAnsweredHasNoLatency() {
        var record = SoakRecord.whole
        record.orders.append(SoakOrder(phase: .recovery, dueAt: 0, answer: .none, seconds: 30))
        #expect(record.broken == [])
        #expect(record.answerSeconds(of: .recovery).count == 2)
    }
}
