@testable import Coordinator
import Ledger

/// All that can happen to a sale, in every small world, and what it says of the promises.
struct SaleModel {
    /// Money and goods.
    struct Pair: Hashable, Comparable {
        let money: MoneyState
        let goods: GoodsState

        var text: String { "\(money.rawValue)/\(goods.rawValue)" }

        private var place: Int {
            let goods = GoodsState.allCases.firstIndex(of: goods) ?? 0
            return goods * MoneyState.allCases.count + (MoneyState.allCases.firstIndex(of: money) ?? 0)
        }

        static func < (left: Pair, right: Pair) -> Bool { left.place < right.place }

        init(_ state: SaleState) {
            money = state.money
            goods = state.goods
        }
    }

    /// How much of the model a world is.
    struct Size: Equatable {
        let world: String
        let states: Int
        let steps: Int
        /// Steps that were ignored for a reason.
        let ignored: Int
        /// States whose only steps lead back to themselves, or to what is over.
        let over: Int
    }

    private(set) var sizes: [Size] = []
    /// How often each promise was at stake.
    private(set) var stakes: [SalePromise: Int] = [:]
    /// Broken promises, each kind once, with the way to it.
    private(set) var faults: [String: String] = [:]
    /// What leads from pair to pair.
    private(set) var moves: [Pair: [Pair: Set<String>]] = [:]
    /// The pairs of each ending; nil of those that go on.
    private(set) var endings: [Pair: Set<SaleEnding?>] = [:]
    /// States from which no path leads to an ending without a person.
    private(set) var deadEnds: Set<String> = []
    /// States that deadlines and a person alone can't bring to an end.
    private(set) var stuck: Set<String> = []
    /// Events that may change nothing, and did.
    private(set) var effective: Set<String> = []
    /// Why events were ignored.
    private(set) var reasons: Set<IgnoredReason> = []
    /// What people were told.
    private(set) var alarms: Set<SaleAlarm> = []
    /// Where the sale's books and the real ledger differ.
    private(set) var disagreements: [String] = []

    /// Walks the worlds.
    init(_ worlds: [SaleExplorer.World] = SaleExplorer.worlds) throws {
        for world in worlds { try walk(world) }
    }

    private mutating func walk(_ world: SaleExplorer.World) throws {
        var (steps, ignored) = (0, 0)
        let explorer = SaleExplorer(world) { step, explorer in
            steps += 1
            if note(step.effects) { ignored += 1 }
            judge(step, explorer)
            let (from, to) = (Pair(step.from), Pair(step.to))
            if from != to { moves[from, default: [:]][to, default: []].insert(step.event.kind) }
        }
        for node in explorer.nodes {
            for (event, now) in Self.vainEvents(node.state) {
                var machine = SaleMachine(state: node.state)
                steps += 1
                if note(machine.handle(event, now: now)), machine.state == node.state {
                    ignored += 1
                } else {
                    effective.insert("\(event) at \(now) in \(Pair(node.state).text)")
                }
            }
        }
        for node in explorer.nodes { endings[Pair(node.state), default: []].insert(node.state.ending) }
        let over = explorer.nodes.indices.filter { Self.isOver(explorer.nodes[$0].state) }
        sizes.append(
            Size(
                world: world.description,
                states: explorer.nodes.count,
                steps: steps,
                ignored: ignored,
                over: over.count
            )
        )
        findDeadEnds(explorer, over: over)
        findStuck(explorer)
        disagreements += try Self.ledgerDisagreements(explorer)
    }

    /// Keeps what was said, and returns whether the event was ignored.
    private mutating func note(_ effects: [SaleEffect]) -> Bool {
        var isIgnored = false
        for effect in effects {
            if case .alarm(let alarm) = effect { alarms.insert(alarm) }
            if case .ignored(let reason) = effect {
                reasons.insert(reason)
                isIgnored = true
            }
        }
        return isIgnored
    }

    /// What comes too early, is older than what is known, or can't be true: it must change nothing in any state.
    private static func vainEvents(_ state: SaleState) -> [(event: SaleEvent, now: Int64)] {
        func sighting(_ reference: String, _ amountMinor: Int64, sequence: Int64) -> SaleEvent {
            .sighting(
                PaymentSighting(
                    reference: reference,
                    amountMinor: amountMinor,
                    state: .pending,
                    confirmations: 0,
                    sequence: sequence,
                    seenAt: 0
                )
            )
        }
        var events: [(SaleEvent, Int64)] = [
            (.quoteExpired, 0), (.confirmationDeadline, 0), (.refundPaid(amountMinor: 0), 500),
            (.refundPaid(amountMinor: state.refundDueMinor + 1), 500), (sighting("Z", 0, sequence: 1), 500),
        ]
        for payment in state.payments {
            events.append((sighting(payment.reference, payment.amountMinor, sequence: payment.sequence - 1), 500))
            events.append((sighting(payment.reference, payment.amountMinor + 1, sequence: payment.sequence + 1), 500))
        }
        return events
    }

    private mutating func judge(_ step: SaleExplorer.Step, _ explorer: SaleExplorer) {
        for promise in SalePromise.allCases {
            switch promise.judge(step) {
            case .untouched: continue
            case .held: stakes[promise, default: 0] += 1
            case .broken(let fault):
                guard faults[fault] == nil else { continue }
                let path = explorer.path(to: step.index).compactMap(\.event) + [step.event]
                faults[fault] = "\(fault) (\(promise.rawValue)) after \(path)"
            }
        }
    }

    private static func isOver(_ state: SaleState) -> Bool { state.ending != nil && state.ending != .withPerson }

    /// Goes back from what is over: whatever is not met can't get there.
    private mutating func findDeadEnds(_ explorer: SaleExplorer, over: [Int]) {
        var before: [[Int]] = Array(repeating: [], count: explorer.nodes.count)
        for (from, targets) in explorer.next.enumerated() {
            for target in targets where target != from { before[target].append(from) }
        }
        var met = Set(over)
        var rest = over
        while let index = rest.popLast() {
            for from in before[index] where met.insert(from).inserted { rest.append(from) }
        }
        for index in explorer.nodes.indices where !met.contains(index) {
            deadEnds.insert(Pair(explorer.nodes[index].state).text)
        }
    }

    /// Deadlines alone bring every sale to an ending or a person; then the person alone closes it.
    private mutating func findStuck(_ explorer: SaleExplorer) {
        for node in explorer.nodes {
            var machine = SaleMachine(state: node.state)
            for event in [SaleEvent.quoteExpired, .confirmationDeadline, .holdDeadline, .deliveryOverdue] {
                _ = machine.handle(event, now: 500)
            }
            if machine.state.ending == nil { stuck.insert("\(Pair(node.state).text): no ending") }
            _ = machine.handle(.resolve(.notDelivered), now: 500)
            _ = machine.handle(.writeOff, now: 500)
            _ = machine.handle(.refundPaid(amountMinor: machine.state.refundDueMinor), now: 500)
            if !Self.isOver(machine.state) { stuck.insert("\(Pair(node.state).text): not closed") }
        }
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

    /// What may come after a state of the money or the goods, by the pairs.
    func successors<Half: Hashable>(_ half: (Pair) -> Half) -> [Half: Set<Half>] {
        var found: [Half: Set<Half>] = [:]
        for (from, targets) in moves {
            for to in targets.keys where half(to) != half(from) { found[half(from), default: []].insert(half(to)) }
        }
        return found
    }
}

extension SaleEvent {
    /// Of what kind it is, in a word or two, for a diagram.
    var kind: String {
        switch self {
        case .sighting: "payment"
        case .quoteExpired, .confirmationDeadline, .holdDeadline, .deliveryOverdue: "deadline"
        case .commandAccepted, .receipt: "receipt"
        case .machineLost: "machine lost"
        case .resolve, .refundPaid, .refundCredited, .writeOff: "person"
        }
    }
}
