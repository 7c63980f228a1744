/// A sale as operators see it, in JSON. Amounts are decimal texts of minor units of `asset`.
package struct SaleView: Codable, Sendable {
    /// One payment.
    package struct PaymentView: Codable, Sendable {
        /// Its name on the rail.
        package let reference: String
        /// How much.
        package let amount: String
        /// Where the rail has it.
        package let state: String
        /// How deep.
        package let confirmations: Int64
        /// Whether it came after the quote's end.
        package let late: Bool
        /// Where the books have it.
        package let booking: String
    }

    /// What the customer sees.
    package let order: OrderView
    /// Whose.
    package let owner: String
    /// Which machine.
    package let machine: String
    /// Which lane.
    package let lane: String
    /// Where the money stands.
    package let money: String
    /// Where the goods stand.
    package let goods: String
    /// Why the outcome is unknown.
    package let doubt: String?
    /// What a person has to do.
    package let queue: [String]
    /// How it ended.
    package let ending: String?
    /// Its command.
    package let command: String?
    /// From when on the machine must not start, seconds since 1970.
    package let commandExpires: Int64?
    /// Owed to the customer.
    package let refundDue: String
    /// Paid back.
    package let refunded: String
    /// Made the customer's credit.
    package let credit: String
    /// Taken back by the chain, or given up.
    package let lost: String
    /// Its payments.
    package let payments: [PaymentView]
    /// W3C trace context.
    package let traceparent: String
    /// Made, milliseconds since 1970.
    package let createdAt: Int64
    /// Last changed, milliseconds since 1970.
    package let changedAt: Int64

    /// The view of a sale.
    package init(_ record: SaleRecord) {
        let state = record.state
        order = OrderView(record)
        owner = record.owner
        machine = record.machine
        lane = record.lane
        money = state.money.rawValue
        goods = state.goods.rawValue
        doubt = state.doubt?.rawValue
        queue = state.queue.map(\.rawValue)
        ending = state.ending?.rawValue
        command = record.command
        commandExpires = record.commandExpires
        refundDue = String(state.refundDueMinor)
        refunded = String(state.refundedMinor)
        credit = String(state.creditMinor)
        lost = String(state.lostMinor)
        payments = state.payments.map { payment in
            PaymentView(
                reference: payment.reference,
                amount: String(payment.amountMinor),
                state: payment.state.rawValue,
                confirmations: payment.confirmations,
                late: payment.late,
                booking: payment.booking.rawValue
            )
        }
        traceparent = record.traceparent
        createdAt = record.createdAt
        changedAt = record.changedAt
    }
}
