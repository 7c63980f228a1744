package import GPIO

extension DeliverSequencer {
    /// What can happen to a delivery.
    package enum Event: Sendable, Equatable {
        /// The intent is on disk and the command is still valid: start. The levels are those of all inputs, read just
        /// now; one that is missing counts as unsafe.
        case begin([LineName: Level])
        /// An input changed. The timestamp is the kernel's, in nanoseconds of the monotonic clock.
        case edge(LineName, Level, timestamp: UInt64)
        /// Edges of this input were lost. The caller reads the line again and sends its level as an `edge` right after.
        case missedEdges(LineName)
        /// A deadline may have passed.
        case tick
        /// Stop as soon as it is safe to.
        case stop(StopReason)
        /// The intent of the attempt asked for with `needFurtherIntent` is on disk.
        case furtherIntentCommitted
        /// That intent could not be written, or the command is no longer valid.
        case furtherIntentRefused

        /// Whether the event reports something that happened before `now`.
        var isObservation: Bool {
            switch self {
            case .edge, .missedEdges: true
            case .begin, .tick, .stop, .furtherIntentCommitted, .furtherIntentRefused: false
            }
        }
    }

    /// Why a delivery is stopped from outside.
    package enum StopReason: String, Sendable {
        /// A command to set the outputs safe: the motor goes off at once, the drop window still runs.
        case safeOutputs
        /// The program ends: the motor goes off and the result is given at once.
        case shutdown
    }

    /// What the caller has to do, in order.
    package enum Effect: Sendable, Equatable {
        /// Drive this output.
        case set(LineName, Level)
        /// The motor has been turned on for the first time.
        case started
        /// Commit an intent for this attempt (2 and up), then send `furtherIntentCommitted`, else
        /// `furtherIntentRefused`.
        case needFurtherIntent(attempt: Int)
        /// The delivery is over.
        case finished(DeliveryResult)
    }
}
