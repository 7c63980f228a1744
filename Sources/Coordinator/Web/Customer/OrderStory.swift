/// What the page of an order says: a decision over the sale alone, in the customer's language.
struct OrderStory: Equatable {
    /// How the page looks at it; words say it too.
    enum Tone: String {
        /// The customer is to do something.
        case asking
        /// It goes on by itself.
        case working
        /// It ended well.
        case good
        /// It did not end as wished, and this is what becomes of the money.
        case careful
    }

    let tone: Tone
    let headline: String
    /// One sentence each, the most important first.
    let sentences: [String]
    let steps: [OrderStep]

    init(_ record: SaleRecord, _ language: Language) {
        let status = OrderStatus(record)
        let teller = OrderTeller(record: record, status: status, language: language)
        tone = Self.tone(status)
        headline = teller.headline
        sentences = teller.sentences
        steps = OrderStep.all(record, status)
    }

    private static func tone(_ status: OrderStatus) -> Tone {
        switch status {
        case .waitingForPayment, .partlyPaid: .asking
        case .preparing, .paymentSeen, .delivering: .working
        case .delivered: .good
        case .notDelivered, .beingChecked, .expired, .refundDue, .refunded, .credited: .careful
        }
    }
}
