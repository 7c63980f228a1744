import Coordinator
import TestSupport

/// What happens to the sale during which a program is killed.
enum KillStory: Sendable {
    /// It is paid on a rail that holds and delivered.
    case sale
    /// Nobody pays it, and its quote ends.
    case unpaid
    /// The agent dies while the motor turns, and a person decides.
    case doubt
    /// The product jams on a rail that can't hold, and a person pays the money back.
    case refund

    /// The story in which the coordinator passes a step.
    init(passing step: CoordinatorStep) {
        self =
            switch step {
            case .saleTimerCommitted: .unpaid
            case .resolveCommitted: .doubt
            case .refundCommitted: .refund
            default: .sale
            }
    }

    /// For the table.
    var text: String {
        switch self {
        case .sale: "a sale"
        case .unpaid: "nobody pays"
        case .doubt: "in doubt"
        case .refund: "a refund"
        }
    }

    /// How a sale without goods ends.
    var endingWithoutGoods: String { self == .refund ? "refunded" : "released" }

    /// A stand on which it can happen.
    var options: Stand.Options {
        var options = Stand.Options()
        switch self {
        case .sale: break
        case .unpaid: options.configuration += #","sales":{"quoteSeconds":10}"#
        case .doubt: options.faults = "A1=motorStuck"
        case .refund:
            options.rails = #"[{"id":"play","kind":"sandbox","canHold":false}]"#
            options.faults = "A1=jam"
        }
        return options
    }

    /// Lets it happen to an order, up to where the programs alone have nothing more to do.
    func tell(_ order: String, on stand: Stand) async throws -> JSONValue {
        if self != .unpaid { try await stand.pay(order) }
        if self == .doubt {
            try await stand.untilFirings(1, lane: "A1")
            try await stand.killAgent()
            try await stand.startAgent()
        }
        let story = self
        return try await stand.sale(order, seconds: 90) { sale in
            switch story {
            case .refund: sale["goods"].text == "failed"
            case .unpaid: sale["goods"].text == "none"
            case .sale, .doubt: sale["goods"].text == "inDoubt" || !sale["ending"].text.isEmpty
            }
        }
    }
}
