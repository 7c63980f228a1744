/// The steps of a unit at which a test may cut the power, in the order in which a unit passes them.
package enum StampStep: String, CaseIterable, Sendable {
    /// A serial is chosen; the line was not asked yet.
    case unitBegun
    /// State and counters of the line were read.
    case countersRead
    /// The next thing is the commit of the intent to stamp.
    case intentDue
    /// The intent to stamp is committed, and the serial spent; nothing was written to the line.
    case intentCommitted = "stampIntentCommitted"
    /// The payload is in the line.
    case payloadWritten
    /// The payload was read back.
    case payloadConfirmed
    /// The next thing is the command.
    case commandDue
    /// The command was written.
    case commandWritten
    /// The counters were read after the command.
    case markPolled
    /// The next thing is to read the unit.
    case readBackDue
    /// The unit was read.
    case readBackSeen
    /// The reject gate was told.
    case gateTold
    /// The unit has its result; nothing of it is on disk.
    case unitDecided
    /// The unit's outcome and receipt are committed, and what follows for the run.
    case outcomeCommitted = "stampOutcomeCommitted"
}
