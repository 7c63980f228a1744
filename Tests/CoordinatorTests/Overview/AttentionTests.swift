import Testing

@testable import Coordinator

@Suite("Attention")
struct AttentionTests {
    private func machine(
        _ status: MachineRecord.Status = .allowed,
        place: String? = "Hall",
        isConnected: Bool = true,
        hasExpectedProfile: Bool = true
    ) -> AttentionFacts.Machine {
        AttentionFacts.Machine(
            id: "snack-1::0123456789abcdef0123456789abcdef",
            name: "snack-1",
            status: status,
            place: place,
            isConnected: isConnected,
            hasExpectedProfile: hasExpectedProfile,
            lastSeen: nil
        )
    }

    private func place(hasMachine: Bool = true, faulted: [String] = [], empty: [String] = [])
        -> AttentionFacts.OpenPlace
    {
        AttentionFacts.OpenPlace(
            slug: "hall",
            name: "Hall",
            hasMachine: hasMachine,
            faultedLanes: faulted,
            emptyLanes: empty
        )
    }

    @Test func findsNothingWhenEverythingIsAllRight() {
        var facts = AttentionFacts()
        facts.machines = [machine()]
        facts.places = [place()]
        #expect(Attention(facts).items.isEmpty)
        #expect(OverviewReading.sentence(urgent: 0, later: 0) == "Everything is all right.")
    }

    @Test func putsMoneyAndGoodsBeforeWhatCanWait() {
        var facts = AttentionFacts()
        facts.places = [place(empty: ["A1"])]
        facts.openAlarms = 2
        facts.queues = [.refundDue: .init(count: 2, since: 5), .inDoubt: .init(count: 1, since: 9)]
        facts.unbalancedAssets = ["EUR"]
        let items = Attention(facts).items
        #expect(
            items.map(\.title) == [
                "The books of EUR do not balance", "1 delivery is in doubt", "2 customers are owed money",
                "Hall: lane A1 sold out", "2 alarms are open",
            ]
        )
        #expect(items.map(\.weight) == [.now, .now, .now, .soon, .soon])
        #expect(items[1].path == "/operator/waiting#inDoubt" && items[1].since == 9)
    }

    @Test func judgesAMachineByWhetherSomebodyCouldBuyFromIt() {
        func titles(_ machine: AttentionFacts.Machine) -> [String] {
            var facts = AttentionFacts()
            facts.machines = [machine]
            return Attention(facts).items.map { "\($0.weight): \($0.title)" }
        }
        #expect(titles(machine(isConnected: false)) == ["now: snack-1 at Hall is offline"])
        #expect(titles(machine(place: nil, isConnected: false)).isEmpty)
        #expect(titles(machine(.quarantined)) == ["now: snack-1 at Hall is set aside"])
        #expect(titles(machine(.quarantined, place: nil)) == ["soon: snack-1 is set aside"])
        #expect(titles(machine(.pending, place: nil)) == ["soon: snack-1 asks to be let in"])
        #expect(titles(machine(hasExpectedProfile: false)).count == 1)
    }

    @Test func namesLanesAndNotTooMany() {
        var facts = AttentionFacts()
        facts.places = [place(faulted: ["A1", "A2", "A3", "A4", "A5", "A6"])]
        #expect(Attention(facts).items.first?.title == "Hall: lanes A1, A2, A3, A4 and 2 more out of order")
        facts.places = [place(hasMachine: false, faulted: ["A1"])]
        #expect(Attention(facts).items.map(\.title) == ["Hall is open and has no machine"])
    }

    @Test func asksForABackupThatIsLate() {
        func item(_ backup: BackupStanding?) -> Attention.Item? {
            var facts = AttentionFacts()
            facts.backup = backup
            return Attention(facts).items.first
        }
        #expect(item(nil) == nil)
        #expect(item(.recent(at: 5)) == nil)
        #expect(item(.missing(isLate: false)) == nil)
        let never = item(.missing(isLate: true))
        #expect(never?.title == "No backup was ever taken" && never?.weight == .soon)
        #expect(never?.path == "/operator/backups" && never?.since == nil)
        let old = item(.old(at: 5, days: 9))
        #expect(old?.title == "The last backup is 9 days old" && old?.scope == .healthRead)
        #expect(old?.step.contains("mintmark backup make") == true)
    }

    @Test func saysWhatToDoForEveryReason() {
        for reason in QueueReason.allCases {
            #expect(!QueueWords.step(reason).isEmpty && !QueueWords.title(reason, count: 2).isEmpty)
            #expect(QueueWords.queue(reason) != .all, "\(reason)")
        }
    }
}
