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

    /// What programs are told that the customer reads, in English.
    package var words: String { text(.english) }
}
