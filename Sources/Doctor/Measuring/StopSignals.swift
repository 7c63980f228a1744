import Glibc
import Synchronization

/// Signals that would end the program, while a motor may be on: on a chip that keeps outputs driven, it would stay on.
/// Whoever drives asks `haveArrived`, stops, and the program ends then.
enum StopSignals {
    private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let arrived = Atomic<Int32>(0)

    /// Whether one came since the beginning of `during`.
    static var haveArrived: Bool { arrived.load(ordering: .relaxed) != 0 }

    /// Runs `body`, which has to end soon after one arrived; what arrived takes its usual effect afterwards.
    static func during<Result>(_ body: () -> Result) -> Result {
        arrived.store(0, ordering: .relaxed)
        let usual = caught.map { signal($0) { arrived.store($0, ordering: .relaxed) } }
        defer {
            for (number, handler) in zip(caught, usual) { signal(number, handler) }
            let number = arrived.exchange(0, ordering: .relaxed)
            if number != 0 { raise(number) }
        }
        return body()
    }
}
