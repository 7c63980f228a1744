/// How an order stands, in a customer's words. The raw values are read by programs and never renamed.
package enum OrderStatus: String, CaseIterable, Sendable, Codable {
    case preparing
    case waitingForPayment
    case partlyPaid
    case paymentSeen
    case delivering
    case delivered
    case notDelivered
    case beingChecked
    case expired
    case refundDue
    case refunded
    case credited

    /// The status of a sale.
    package init(_ record: SaleRecord) {
        switch record.state.goods {
        case .reserved:
            if record.phase == .preparing {
                self = .preparing
                return
            }
            switch record.state.money {
            case .quoted: self = .waitingForPayment
            case .partial: self = .partlyPaid
            default: self = .paymentSeen
            }
        case .dispatched: self = .delivering
        case .inDoubt: self = .beingChecked
        case .delivered: self = .delivered
        case .failed, .notStarted, .none:
            switch record.state.money {
            case .refundDue: self = .refundDue
            case .refunded: self = .refunded
            case .credited: self = .credited
            default: self = record.state.goods == .none ? .expired : .notDelivered
            }
        }
    }

    /// Whether nothing more will happen without a person or a late payment.
    package var isFinal: Bool {
        switch self {
        case .preparing, .waitingForPayment, .partlyPaid, .paymentSeen, .delivering, .beingChecked: false
        case .delivered, .notDelivered, .expired, .refundDue, .refunded, .credited: true
        }
    }

    /// What the customer reads.
    package var words: String {
        switch self {
        case .preparing: "Your order is being prepared."
        case .waitingForPayment: "Waiting for your payment."
        case .partlyPaid: "We saw a part of the amount. Please pay the rest before the time is over."
        case .paymentSeen: "We see your payment and wait until it is certain."
        case .delivering: "Paid. Your item is on its way; please watch the machine."
        case .delivered: "Delivered. Enjoy!"
        case .notDelivered: "The machine could not deliver. You were not charged: the payment was given back."
        case .beingChecked: "We are not sure whether the machine delivered. A person is checking; nothing is lost."
        case .expired: "This order has ended without a payment. Nothing was charged."
        case .refundDue: "The machine did not deliver what was paid. Your money is owed back to you; ask the operator."
        case .refunded: "Your money was paid back."
        case .credited: "Your money is kept as your credit."
        }
    }
}
