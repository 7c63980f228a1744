extension SaleState {
    /// Why a sale is never in this pair of states; nil for the pairs it can be in. A test walks every path and
    /// compares.
    package static func unreachableReason(_ money: MoneyState, _ goods: GoodsState) -> String? {
        switch goods {
        case .reserved:
            switch money {
            case .quoted, .partial, .seen: nil
            case .held, .confirmed: "The event that secures the price issues the command."
            case .suspended, .captured: "Nothing is delivered without a command."
            case .reversed, .writtenOff, .released, .refundDue, .refunded, .credited:
                "A sale with a reserved unit is still asking for its price."
            }
        case .dispatched, .inDoubt:
            switch money {
            case .held, .confirmed, .suspended, .reversed, .writtenOff: nil
            case .quoted, .partial, .seen: "A command is issued only when the price is secured."
            case .captured: "The price is taken when the outcome is known, not before."
            case .released, .refundDue, .refunded, .credited: "The outcome decides whether anything is owed."
            }
        case .delivered:
            switch money {
            case .captured, .suspended, .reversed, .writtenOff: nil
            case .quoted, .partial, .seen: "A command is issued only when the price is secured."
            case .held, .confirmed: "The event that settles the goods takes the price."
            case .released, .refundDue, .refunded, .credited: "Goods that were delivered are not refunded."
            }
        case .failed, .notStarted, .none:
            switch money {
            case .released, .refundDue, .refunded, .credited, .reversed, .writtenOff: nil
            case .quoted, .partial, .seen: "A sale that is over asks for nothing."
            case .held, .confirmed, .suspended: "The event that ends the sale gives the price back."
            case .captured: "Nothing was delivered."
            }
        }
    }
}
