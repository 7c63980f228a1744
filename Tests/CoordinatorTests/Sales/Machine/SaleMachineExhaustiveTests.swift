import Coordinator
import Ledger
import Platform
import Testing

/// Every path through small worlds: what must hold at every step of every one. A walk takes seconds, so it has a
/// thread of its own: every other test waits for the shared pool.
@Suite("SaleMachine, every path", .serialized)
struct SaleMachineExhaustiveTests {
    /// What is wrong with a world.
    private struct Findings: Sendable {
        var states = 0
        var faults: [String] = []
        var stuck: Set<String> = []
        var disagreements: [String] = []
    }

    @Test("every step keeps the promises", arguments: SaleExplorer.worlds)
    func everyStepKeepsThePromises(_ world: SaleExplorer.World) async throws {
        let findings = try await DedicatedThread.run("sale-explorer") { try Self.findings(world) }
        #expect(findings.states > 100)
        #expect(findings.faults == [])
        #expect(findings.stuck == [])
        #expect(findings.disagreements == [])
    }

    private static func findings(_ world: SaleExplorer.World) throws -> Findings {
        var faults: [String: String] = [:]
        let explorer = SaleExplorer(world) { step, explorer in
            for fault in Self.faults(step) where faults[fault] == nil {
                let path = explorer.path(to: step.index).compactMap(\.event) + [step.event]
                faults[fault] = "\(fault) after \(path)"
            }
        }
        return Findings(
            states: explorer.nodes.count,
            faults: Array(faults.values),
            stuck: statesThatCannotEnd(explorer),
            disagreements: try ledgerDisagreements(explorer)
        )
    }

    /// Deadlines alone bring every sale to an ending or a person; then the person alone closes it.
    private static func statesThatCannotEnd(_ explorer: SaleExplorer) -> Set<String> {
        var stuck: Set<String> = []
        for node in explorer.nodes {
            var machine = SaleMachine(state: node.state)
            for event in [SaleEvent.quoteExpired, .confirmationDeadline, .holdDeadline, .deliveryOverdue] {
                _ = machine.handle(event, now: 500)
            }
            if machine.state.ending == nil { stuck.insert("\(node.state.money)/\(node.state.goods): no ending") }
            _ = machine.handle(.resolve(.notDelivered), now: 500)
            _ = machine.handle(.writeOff, now: 500)
            _ = machine.handle(.refundPaid(amountMinor: machine.state.refundDueMinor), now: 500)
            if machine.state.ending == nil || machine.state.ending == .withPerson {
                stuck.insert("\(node.state.money)/\(node.state.goods): not closed")
            }
        }
        return stuck
    }

    /// Books the shortest path to every twentieth state in the real ledger.
    private static func ledgerDisagreements(_ explorer: SaleExplorer) throws -> [String] {
        var disagreements: [String] = []
        for index in stride(from: explorer.nodes.count % 20, to: explorer.nodes.count, by: 20) {
            var ledger = try SaleLedger()
            for node in explorer.path(to: index) where !node.postings.isEmpty { try ledger.book(node.postings) }
            let books = explorer.nodes[index].books.text
            disagreements += ledger.refused + ledger.findings.map(\.description)
            if ledger.text != books { disagreements.append("\(ledger.text), the sale says \(books)") }
        }
        return disagreements
    }

    @Test func everyAlarmAndEveryReasonToIgnoreIsInSomePath() async throws {
        let (alarms, reasons) = try await DedicatedThread.run("sale-explorer") {
            var alarms: Set<SaleAlarm> = []
            var reasons: Set<IgnoredReason> = []
            for world in SaleExplorer.single {
                _ = SaleExplorer(world) { step, _ in
                    for case .alarm(let alarm) in step.effects { alarms.insert(alarm) }
                    for case .ignored(let reason) in step.effects { reasons.insert(reason) }
                }
            }
            return (alarms, reasons)
        }
        // These need words that the worlds leave out; SaleMachineTests has a row for each.
        let rare: [SaleAlarm] = [.paymentAmountBad, .paymentAmountChanged, .tooManyPayments]
        #expect(alarms.union(rare) == Set(SaleAlarm.allCases))
        #expect(reasons.union([.stale, .refused, .notDue, .moreThanOwed]) == Set(IgnoredReason.allCases))
    }

    /// What is wrong with one step.
    private static func faults(_ step: SaleExplorer.Step) -> [String] {
        stepFaults(step) + bookFaults(step) + stateFaults(step.to, step.books)
    }

    private static func stepFaults(_ step: SaleExplorer.Step) -> [String] {
        var faults: [String] = []
        let (from, to) = (step.from, step.to)
        func count(_ effect: SaleEffect) -> Int { step.effects.count { $0 == effect } }
        func check(_ holds: Bool, _ fault: @autoclosure () -> String) { if !holds { faults.append(fault()) } }

        check(!step.effects.isEmpty, "an event without an answer")
        let isIgnored = step.effects.contains { if case .ignored = $0 { true } else { false } }
        if isIgnored {
            let others = step.effects.filter {
                switch $0 {
                case .ignored, .alarm: false
                default: true
                }
            }
            check(others.isEmpty, "ignored, but \(others)")
            check(from.goods == to.goods && from.money == to.money, "ignored, but the state changed")
        }
        // Goods: one way only, and stock follows them.
        let isSettled = from.goods != .reserved && !from.goods.isInFlight
        check(!isSettled || from.goods == to.goods, "settled goods changed to \(to.goods)")
        check(count(.dispatch) == (from.goods == .reserved && to.goods.isInFlight ? 1 : 0), "dispatch out of place")
        let isDelivered = from.goods != .delivered && to.goods == .delivered
        check(count(.consumeStock) == (isDelivered ? 1 : 0), "stock consumed out of place")
        let isOver: Set<GoodsState> = [.failed, .notStarted, .none]
        let hasEnded = !isOver.contains(from.goods) && isOver.contains(to.goods)
        check(count(.releaseStock) == (hasEnded ? 1 : 0), "stock released out of place")
        check(count(.reserveStock) == 0, "stock reserved again")
        // Dispatch only on secured money, counted here anew.
        if count(.dispatch) == 1 {
            let secured = to.payments.filter {
                !$0.late && ($0.state == .held || ($0.state == .confirmed && $0.confirmations >= 2))
            }
            check(secured.reduce(0) { $0 + $1.amountMinor } >= 10, "dispatched unpaid")
        }
        // A hold is taken only by the drop, and given back only when nothing was taken.
        for case .capture(let reference, _) in step.effects {
            let before = from.payments.first { $0.reference == reference }
            check(isDelivered && before?.booking == .hold, "captured out of place")
        }
        for case .release(let reference) in step.effects {
            let after = to.payments.first { $0.reference == reference }
            check(after?.booking == .released || after?.booking == .suspended, "released what is ours")
        }
        // Only a receipt or a person decides what was in flight.
        if from.goods.isInFlight, !to.goods.isInFlight {
            switch step.event {
            case .receipt, .resolve: break
            default: faults.append("\(step.event) decided the outcome")
            }
            if case .resolve = step.event { check(from.goods == .inDoubt, "a person decided too early") }
        }
        return faults
    }

    private static func bookFaults(_ step: SaleExplorer.Step) -> [String] {
        var faults = step.books.faults
        let steps = step.effects.compactMap { if case .post(let posting) = $0 { posting.step } else { nil } }
        let settles = steps.contains(.delivered) || steps.contains(.dispatchVoided)
        if settles != (step.from.goods.isInFlight && !step.to.goods.isInFlight) {
            faults.append("price settled out of place")
        }
        if step.effects.contains(where: { if case .ignored = $0 { true } else { false } }), !steps.isEmpty {
            faults.append("ignored, but booked")
        }
        let credited = step.effects.reduce(Int64(0)) { if case .credit(let amount) = $1 { $0 + amount } else { $0 } }
        if step.to.creditMinor - step.from.creditMinor != credited { faults.append("credit untold") }
        return faults
    }

    /// What is wrong with a state and its books.
    private static func stateFaults(_ state: SaleState, _ books: SaleBooks) -> [String] {
        var faults: [String] = []
        func check(_ holds: Bool, _ fault: @autoclosure () -> String) { if !holds { faults.append(fault()) } }
        let expected: [(AccountRole, Int64)] = [
            (.order, state.orderMinor), (.sales, state.salesMinor), (.credit, state.creditMinor),
            (.refundDue, state.refundDueMinor), (.loss, state.lostMinor), (.suspense, state.suspendedMinor),
            (.rounding, 0),
            (.rail, state.payments.reduce(-state.refundedMinor) { $1.booking == .received ? $0 + $1.amountMinor : $0 }),
        ]
        for (role, amountMinor) in expected where books.balance(role) != amountMinor {
            faults.append("\(role) has \(books.balance(role)), the sale says \(amountMinor)")
        }
        check(AccountRole.allCases.reduce(0) { $0 + (books.net[$1] ?? 0) } == 0, "debits differ from credits")
        let negative: [AccountRole] = [.sales, .credit, .refundDue, .loss, .suspense]
        check(negative.allSatisfy { books.balance($0) >= 0 }, "a negative balance")
        let holds = state.payments.count { $0.booking == .hold || $0.booking == .suspended }
        check(books.pending.count == holds + (state.goods.isInFlight ? 1 : 0), "pending \(books.pending.keys)")
        if state.goods != .reserved, !state.goods.isInFlight {
            check(books.pending.isEmpty, "pending at the end")
            check(books.balance(.order) == 0, "order money at the end")
        }
        check(state.salesMinor == (state.goods == .delivered ? 10 : 0), "sold without delivery")
        check((state.goods == .inDoubt) == (state.doubt != nil), "doubt and goods differ")
        check(SaleState.unreachableReason(state.money, state.goods) == nil, "unreachable \(state.money)/\(state.goods)")
        check((state.ending == .withPerson) <= !state.queue.isEmpty, "with a person without a reason")
        return faults
    }
}

/// Implication.
private func <= (left: Bool, right: Bool) -> Bool { !left || right }
