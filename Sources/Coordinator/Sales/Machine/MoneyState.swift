/// Where a sale's money stands. Follows from the payments, the books and the goods; the sale machine alone sets it.
package enum MoneyState: String, Hashable, Codable, Sendable, CaseIterable {
    /// Asked for, nothing seen. Next: `partial seen held confirmed released refundDue`.
    case quoted
    /// Less than the price was seen. Next: `quoted seen held confirmed released refundDue`.
    case partial
    /// The price was seen, and is not final. Next: `quoted partial held confirmed released refundDue`.
    case seen
    /// The rail holds the price, and a command was issued. Next: `confirmed captured released refundDue suspended
    /// reversed`.
    case held
    /// The price is ours, and a command was issued. Next: `captured refundDue reversed`.
    case confirmed
    /// The hold is gone while the outcome is unknown: the price waits in suspense. Next: `held confirmed captured
    /// released refundDue reversed writtenOff`, the first two when the rail holds the payment again, or it is ours.
    case suspended
    /// Sold: the price is in sales. Next: `reversed`.
    case captured
    /// The chain took back money that was already spent on goods or a refund. Next: `writtenOff`, or where the sale
    /// would be without that, `held confirmed suspended captured released refundDue refunded credited`.
    case reversed
    /// A person accepted that the money will not come. Should it come after all, or more of it go, next: `held
    /// confirmed suspended captured reversed released refundDue refunded credited`.
    case writtenOff
    /// Over without a sale, and nothing is owed. Next: `refundDue`, by a late payment.
    case released
    /// Over without a sale, and money is owed to the customer. Next: `refunded credited released reversed`.
    case refundDue
    /// What was owed was paid back. Next: `refundDue reversed`.
    case refunded
    /// What was owed became the customer's credit. Next: `refundDue reversed`.
    case credited
}
