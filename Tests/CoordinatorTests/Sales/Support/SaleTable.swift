import Coordinator

/// Prints the table of every pair of money and goods from the machine itself.
struct SaleTable {
    /// What one kind of event does in one pair.
    struct Cell: Hashable {
        let event: String
        let next: String
        let effects: String
    }

    private var cells: [String: Set<Cell>] = [:]
    private var pairs: Set<String> = []

    /// Walks the worlds that show every rule.
    init() {
        for world in SaleExplorer.single + SaleExplorer.worlds.filter({ $0.isInTable }) {
            _ = SaleExplorer(world) { step, _ in add(step) }
        }
    }

    private mutating func add(_ step: SaleExplorer.Step) {
        let from = Self.name(step.from)
        pairs.insert(from)
        let ignored = step.effects.contains { if case .ignored = $0 { true } else { false } }
        let next = Self.name(step.to)
        let cell = Cell(
            event: Self.name(step.event, in: step.to),
            next: next == from ? (ignored ? "" : "stays") : next,
            effects: Self.text(step.effects)
        )
        cells[from, default: []].insert(cell)
    }

    private static func name(_ state: SaleState) -> String { "\(state.money.rawValue)/\(state.goods.rawValue)" }

    private static func name(_ event: SaleEvent, in state: SaleState) -> String {
        switch event {
        case .sighting(let sighting): name(sighting, in: state)
        case .quoteExpired: "quote expired"
        case .confirmationDeadline: "confirmation deadline"
        case .holdDeadline: "hold deadline"
        case .commandAccepted: "command accepted"
        case .deliveryOverdue: "delivery overdue"
        case .receipt(let outcome): "receipt \(outcome.rawValue)"
        case .machineLost: "machine lost"
        case .resolve(let resolution): "person: \(resolution.rawValue)"
        case .refundPaid: "person: refund paid"
        case .refundCredited: "person: refund credited"
        case .writeOff: "person: write off"
        }
    }

    private static func name(_ sighting: PaymentSighting, in state: SaleState) -> String {
        let isLate = state.payments.first { $0.reference == sighting.reference }?.late ?? false
        let late = isLate ? "late payment" : "payment"
        switch sighting.state {
        case .pending: return "\(late) pending"
        case .held: return "\(late) held"
        case .confirmed: return sighting.confirmations < 2 ? "\(late) confirmed, not deep enough" : "\(late) final"
        case .released, .replaced, .removed: return "\(late) released, replaced or removed"
        }
    }

    /// The effects a reader cares for, each kind once: what is asked of others, the steps booked, alarms.
    private static func text(_ effects: [SaleEffect]) -> String {
        var words: [String] = []
        for effect in effects {
            let word: String? =
                switch effect {
                case .reserveStock, .log, .enqueue, .dequeue, .refundDue, .credit: nil
                case .consumeStock: "stock consumed"
                case .releaseStock: "stock released"
                case .faultLane: "lane faulted"
                case .dispatch: "**dispatch**"
                case .post(let posting): "`\(posting.step.rawValue)`"
                case .capture: "capture"
                case .release: "release"
                case .alarm(let alarm): alarm == .laneFaulted ? nil : "alarm \(alarm.rawValue)"
                case .ignored(let reason): "ignored: \(reason.rawValue)"
                }
            if let word, !words.contains(word) { words.append(word) }
        }
        return words.joined(separator: ", ")
    }

    /// The pairs that were reached.
    var reached: Set<String> { pairs }

    private static let introduction = """
        # Every pair of money and goods

        <!-- Generated from SaleMachine. To renew it: make docs -->

        What each event does in each pair a sale can be in, found by walking every path of small worlds with one or
        two payments. Where an event has several rows, the amounts decide. An empty next state means that nothing
        changed. Steps in `code` are those of [the postings](postings.md). In plain words: [sales](../sales.md).

        """

    /// The document.
    var markdown: String {
        var lines = [Self.introduction]
        for goods in GoodsState.allCases {
            lines += ["## Goods: \(goods.rawValue)", ""]
            for money in MoneyState.allCases where SaleState.unreachableReason(money, goods) == nil {
                lines += section(money, goods)
            }
            lines += ["### Never together with \(goods.rawValue)", "", "| money | why |", "|---|---|"]
            for money in MoneyState.allCases {
                guard let reason = SaleState.unreachableReason(money, goods) else { continue }
                lines.append("| \(money.rawValue) | \(reason) |")
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private func section(_ money: MoneyState, _ goods: GoodsState) -> [String] {
        let rows = (cells["\(money.rawValue)/\(goods.rawValue)"] ?? []).sorted {
            ($0.event, $0.next, $0.effects) < ($1.event, $1.next, $1.effects)
        }
        return ["### \(money.rawValue) / \(goods.rawValue)", "", "| event | next | effects |", "|---|---|---|"]
            + rows.map { "| \($0.event) | \($0.next) | \($0.effects) |" } + [""]
    }
}
