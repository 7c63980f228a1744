extension StampSequencer {
    /// What can happen to a unit. Requests carry the number of the effect that asked for them; an answer to a request
    /// that is no longer waited for is ignored.
    package enum Event: Sendable, Equatable {
        /// Start. Says whether both heartbeats are alive now.
        case begin(heartbeatAlive: Bool)
        /// A heartbeat was lost, or is back.
        case heartbeat(alive: Bool)
        /// The intent asked for with `needIntent` is on disk, and the command is still valid.
        case intentCommitted
        /// That intent could not be written.
        case intentRefused
        /// The registers that were asked for, all from one read.
        case read(Int, [String: RegisterValue])
        /// They could not be read.
        case readFailed(Int)
        /// What became of a write.
        case wrote(Int, WriteOutcome)
        /// No further unit: ends at once while nothing was commanded, else when this unit is decided.
        case stop
        /// A deadline may have passed.
        case tick

        /// Whether the event reports something that happened before `now`.
        var isObservation: Bool {
            switch self {
            case .read, .readFailed, .wrote, .heartbeat: true
            case .begin, .intentCommitted, .intentRefused, .stop, .tick: false
            }
        }
    }

    /// What the caller has to do, in order. There is one request at a time.
    package enum Effect: Sendable, Equatable {
        /// Read these registers, those of one block in one request, and answer with `read` or `readFailed`.
        case read(Int, [String])
        /// Write these registers in one request, once, and answer with `wrote`.
        case write(Int, [RegisterWrite])
        /// Commit this intent, check that the command is still valid, and answer with `intentCommitted`, else with
        /// `intentRefused`.
        case needIntent(StampIntent)
        /// The command is about to go out for the first time.
        case started
        /// The unit is decided.
        case finished(StampResult)
    }
}
