/// Why a unit was not commissioned. The raw values are on disk and on the wire; they never change.
package enum StampReason: String, Codable, Sendable, CaseIterable {
    /// `cannotStart`: the profile has no such station.
    case unknownStation
    /// `cannotStart`: the command's time was over before anything was written.
    case expired
    /// `cannotStart`: the serial is empty, too long for the register, or has characters a marker may not have.
    case serialUnusable
    /// `cannotStart`: the line is not in Execute.
    case notExecuting
    /// `cannotStart`: our heartbeat or the PLC's stands still.
    case heartbeatLost
    /// `cannotStart`: the counters could not be read.
    case countersUnknown
    /// `cannotStart`: the PLC has taken a command that it has not acknowledged.
    case busy
    /// `cannotStart`: a command is in the PLC that it may take at any time.
    case commandPending
    /// `cannotStart`: the intent could not be written.
    case intentRefused
    /// `cannotStart`: the payload is not in the PLC.
    case payloadNotWritten
    /// `cannotStart`: the counters moved between the intent and the command.
    case countersMoved
    /// `cannotStart`: stopped before the command.
    case stopped
    /// `cannotStart`: after a restart the counters prove that the PLC never took the command.
    case notExecuted
    /// `scrapped`: the PLC found that the payload does not fit its CRC.
    case crcMismatch
    /// `scrapped`: the marker reported a fault.
    case markerFault
    /// `scrapped`: the PLC acknowledged with a result that this program does not know.
    case unknownResult
    /// `scrapped`: the PLC took another serial than the one sent.
    case wrongHash
    /// `scrapped`: the PLC took the command and did not acknowledge it in time.
    case markTimeout
    /// `scrapped`: the PLC did not take the command in time; it still may.
    case notTaken
    /// `scrapped`: the PLC refused to hold the command.
    case commandRefused
    /// `scrapped`: the PLC restarted after the sequence was chosen.
    case restarted
    /// `scrapped`: the PLC was interrupted between taking the command and its end.
    case interrupted
    /// `scrapped`: the counters are neither those before nor those after the command.
    case outOfStep
    /// `scrapped`: the line was aborted.
    case aborted
    /// `scrapped`: the PLC could not be read after the command.
    case inDoubt
    /// `scrapped`: the reader saw another text.
    case readBackMismatch
    /// `scrapped`: the reader saw nothing in time.
    case unreadable

    /// Whether nobody can tell what the unit carries, so that the line has to hold whatever the policy says.
    package var isInDoubt: Bool {
        switch self {
        case .wrongHash, .markTimeout, .notTaken, .commandRefused, .restarted, .interrupted, .outOfStep, .aborted,
            .inDoubt, .unknownResult:
            true
        case .unknownStation, .expired, .serialUnusable, .notExecuting, .heartbeatLost, .countersUnknown, .busy,
            .commandPending, .intentRefused, .payloadNotWritten, .countersMoved, .stopped, .notExecuted, .crcMismatch,
            .markerFault, .readBackMismatch, .unreadable:
            false
        }
    }
}
