/// How a sale is called in one badge.
enum SaleWords {
    static func badge(_ state: SaleState) -> Badge {
        switch state.goods {
        case .reserved:
            switch state.money {
            case .quoted: Badge(.plain, "Waiting for payment")
            case .partial: Badge(.plain, "Partly paid")
            default: Badge(.plain, "Payment seen")
            }
        case .dispatched: Badge(.plain, "On its way")
        case .inDoubt: Badge(.danger, "In doubt")
        case .delivered:
            switch state.money {
            case .suspended, .reversed: Badge(.danger, "Delivered, not paid")
            case .writtenOff: Badge(.plain, "Delivered, written off")
            default: Badge(.good, "Delivered")
            }
        case .failed, .notStarted, .none:
            switch state.money {
            case .refundDue: Badge(.danger, "Refund due")
            case .refunded: Badge(.plain, "Refunded")
            case .credited: Badge(.plain, "Kept as credit")
            case .reversed, .suspended: Badge(.danger, "Payment missing")
            case .writtenOff: Badge(.plain, "Written off")
            default: state.goods == .none ? Badge(.plain, "Ended unpaid") : Badge(.warning, "Not delivered")
            }
        }
    }

    static func money(_ money: MoneyState) -> String {
        switch money {
        case .quoted: "quoted, nothing seen"
        case .partial: "partly paid"
        case .seen: "seen, not final"
        case .held: "held by the rail"
        case .confirmed: "paid"
        case .suspended: "in suspense"
        case .captured: "sold"
        case .reversed: "taken back"
        case .writtenOff: "written off"
        case .released: "nothing owed"
        case .refundDue: "owed to the customer"
        case .refunded: "paid back"
        case .credited: "the customer's credit"
        }
    }

    static func goods(_ goods: GoodsState) -> String {
        switch goods {
        case .reserved: "one unit reserved"
        case .dispatched: "commanded"
        case .inDoubt: "in doubt"
        case .delivered: "delivered"
        case .failed: "tried, not delivered"
        case .notStarted: "never started"
        case .none: "never commanded"
        }
    }
}
