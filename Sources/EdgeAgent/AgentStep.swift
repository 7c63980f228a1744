/// The steps of the agent at which a test may cut the power, in the order in which a delivery passes them.
package enum AgentStep: String, CaseIterable, Sendable {
    /// The enrolment answer arrived; nothing of it is stored.
    case enrolmentAnswered
    /// The incarnation, keyset and first ratchet are stored.
    case enrolmentStored
    /// The session grant arrived; its ratchet is not stored.
    case sessionGranted
    /// The grant's ratchet is stored; its token was never used.
    case ratchetStored
    /// A command arrived and was verified.
    case commandVerified
    /// RECEIVED is committed; nothing is acknowledged.
    case receivedCommitted
    /// The command was acknowledged.
    case commandAcknowledged
    /// The next thing is the commit of INTENT.
    case beforeIntent
    /// INTENT is committed; nothing moved.
    case intentCommitted
    /// The motor was turned on.
    case motorStarted
    /// The delivery has its result; nothing of it is on disk.
    case deliveryEnded
    /// OUTCOME, evidence and receipt are committed.
    case outcomeCommitted
    /// The receipt was sent and answered; the cursor is not moved.
    case receiptAnswered
    /// The cursor is moved past the receipt.
    case cursorCommitted
}
