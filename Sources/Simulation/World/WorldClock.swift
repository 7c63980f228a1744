import Coordinator
import Synchronization

/// The time of the world, and the coordinator's clock, which may be wrong.
final class WorldClock: Sendable {
    /// When the world begins, milliseconds since 1970.
    static let beginning: Int64 = 1_700_000_000_000

    private let milliseconds = Atomic<Int64>(0)
    private let step = Atomic<Int64>(0)

    /// Milliseconds since the world began.
    var now: Int64 {
        get { milliseconds.load(ordering: .relaxed) }
        set { milliseconds.store(newValue, ordering: .relaxed) }
    }

    /// How far the coordinator's clock is ahead, in milliseconds.
    var coordinatorStep: Int64 {
        get { step.load(ordering: .relaxed) }
        set { step.store(newValue, ordering: .relaxed) }
    }

    /// What the coordinator's clock shows.
    var coordinatorTime: Moment { Moment(milliseconds: Self.beginning + now + coordinatorStep) }
}
