/// The named steps at which a test ends the coordinator as a power cut would, see `FaultPoint`. The raw value is the
/// name that the test gives.
package enum CoordinatorStep: String, CaseIterable, Sendable {
    // Sales.

    /// The order is stored and a unit reserved; the customer has no address yet.
    case orderCommitted
    /// The rail made the address; it is not stored yet.
    case destinationMade
    /// Address and signed quote are stored; the customer has no answer yet.
    case quoteCommitted
    /// The rail told of payments; nothing is stored of them.
    case sightingPolled
    /// The payments, what they did to their sales, and the rail's cursor are stored.
    case sightingCommitted
    /// As before, and one of the payments made a sale issue its command.
    case dispatchCommitted
    /// A sale's deadline is stored as come.
    case saleTimerCommitted
    /// A capture or release is stored and not yet asked of the rail.
    case railOutboxBefore
    /// The rail did it; that is not stored yet.
    case railOutboxAfter
    /// A person's decision about a sale is stored.
    case resolveCommitted
    /// A person's word that a refund was paid is stored.
    case refundCommitted
    /// Stock or a lane was changed by a person.
    case stockCommitted
    /// The first operator's token is in its file and not yet known to the database.
    case operatorTokenWritten

    // Machines.

    /// An enrolment is stored; the machine has no answer yet.
    case enrolmentCommitted
    /// A session and its next ratchet are stored; the machine has no grant yet.
    case sessionCommitted
    /// The machine used its token and the old ratchet is retired.
    case ratchetRetired
    /// A command is signed and not yet written to the stream.
    case commandSigned
    /// A command was written to the stream.
    case commandSent
    /// A receipt arrived; nothing of it is stored.
    case receiptArrived
    /// A receipt and all that follows from it are stored; the machine has no answer yet.
    case receiptCommitted
}
