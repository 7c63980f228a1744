/// What a sale asks its shell to do, in order, in the transaction that stores its state.
package enum SaleEffect: Hashable, Sendable {
    /// Reserve one unit of the lane's stock.
    case reserveStock
    /// The reserved unit is gone.
    case consumeStock
    /// The reserved unit may be sold again, once its lane is healthy.
    case releaseStock
    /// Sell nothing from the lane until a person clears it.
    case faultLane
    /// Issue the one command of this sale.
    case dispatch
    /// Book a transfer.
    case post(SalePosting)
    /// Ask the rail to take a held payment.
    case capture(reference: String, amountMinor: Int64)
    /// Ask the rail to give a held payment back.
    case release(reference: String)
    /// So much more is owed to the customer.
    case refundDue(amountMinor: Int64)
    /// So much more is the customer's credit.
    case credit(amountMinor: Int64)
    /// Raise an alarm.
    case alarm(SaleAlarm)
    /// Put the sale in the operators' queue.
    case enqueue(QueueReason)
    /// Take the sale out of the operators' queue.
    case dequeue(QueueReason)
    /// Append to the event log.
    case log(SaleLogEntry)
    /// The event changed nothing.
    case ignored(IgnoredReason)
}
