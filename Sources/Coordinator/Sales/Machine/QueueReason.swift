/// Why a sale waits for a person, and by that what the person can do.
package enum QueueReason: String, Hashable, Codable, Sendable, CaseIterable {
    /// The machine can't tell whether it delivered. Look at the lane, then resolve.
    case inDoubt
    /// No receipt came in time. Get the machine back on line, or look at the lane and resolve.
    case noReceipt
    /// The machine's journal is gone. Look at the lane, then resolve.
    case machineLost
    /// The hold ended before the outcome was known: the customer was released and the price is in suspense.
    case customerReleased
    /// Delivered, but the hold was gone: collect another way or write off.
    case deliveredUnpaid
    /// The chain took back money that was already spent: wait for it to come again, or write off.
    case paymentReversed
    /// Money is owed to the customer: pay it back or make it credit.
    case refundDue
}
