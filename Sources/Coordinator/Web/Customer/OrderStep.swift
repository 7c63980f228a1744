/// One step of an order on its page.
struct OrderStep: Equatable {
    /// How the step stands; the raw value is its style and its words.
    enum Standing: String {
        case done
        case now
        case next
        case stopped
    }

    let phrase: StepPhrase
    let standing: Standing

    /// Paid, confirmed, delivering, delivered: how far each has come.
    static func all(_ record: SaleRecord, _ status: OrderStatus) -> [OrderStep] {
        zip([.paid, .confirmed, .delivering, .delivered], standings(record, status)).map {
            OrderStep(phrase: $0, standing: $1)
        }
    }

    private static func standings(_ record: SaleRecord, _ status: OrderStatus) -> [Standing] {
        switch status {
        case .preparing, .waitingForPayment, .partlyPaid: [.now, .next, .next, .next]
        case .paymentSeen: [.done, .now, .next, .next]
        case .delivering: [.done, .done, .now, .next]
        case .delivered: [.done, .done, .done, .done]
        case .beingChecked: [.done, .done, .done, .now]
        case .notDelivered, .expired, .refundDue, .refunded, .credited:
            switch record.state.goods {
            // A command existed, so the price was there.
            case .failed: [.done, .done, .done, .stopped]
            case .notStarted: [.done, .done, .stopped, .stopped]
            default: [record.state.payments.isEmpty ? .stopped : .done, .stopped, .stopped, .stopped]
            }
        }
    }
}
