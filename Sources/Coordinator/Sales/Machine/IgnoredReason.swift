/// Why an event changed nothing.
package enum IgnoredReason: String, Hashable, Codable, Sendable, CaseIterable {
    /// The same was said before.
    case repeated
    /// Newer word is already known.
    case stale
    /// The rail's word can't be true; an alarm says why.
    case refused
    /// The deadline is not reached yet.
    case notDue
    /// The sale has its command, the deadline no longer matters.
    case alreadyDispatched
    /// The sale is over.
    case saleOver
    /// No hold to give back.
    case noHold
    /// There is no command.
    case noCommand
    /// The outcome is already known.
    case outcomeKnown
    /// The command's time is not over: the machine may still run it.
    case machineMayStillRun
    /// Nothing is owed.
    case nothingOwed
    /// More than is owed.
    case moreThanOwed
    /// No money is missing.
    case nothingMissing
}
