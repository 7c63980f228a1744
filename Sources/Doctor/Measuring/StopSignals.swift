import Glibc
import Synchronization

/// Signals that would end the program, while a motor may be on: on a chip that keeps outputs driven, it would stay on.
/// Whoever drives asks `haveArrived`, stops, and the program ends then. Over ssh no signal comes when the caller is gone,
/// but the pipe that is read by nobody any more tells it.
enum StopSignals {
    private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let arrived = Atomic<Int32>(0)

    /// What happens when one comes.
    private static let note: @convention(c) (Int32) -> Void = { StopSignals.arrived.store($0, ordering: .relaxed) }

    /// Whether one came since the beginning of `during`, or nobody reads what this program writes.
    static var haveArrived: Bool { arrived.load(ordering: .relaxed) != 0 || isUnread(STDOUT_FILENO) }

    /// Whether the other end of a pipe or a terminal is gone.
    static func isUnread(_ descriptor: Int32) -> Bool {
        var asked = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&asked, 1, 0) > 0 && asked.revents & Int16(POLLERR | POLLHUP) != 0
    }

    /// Runs `body`, which has to end soon after one arrived; what arrived takes its usual effect afterwards.
    static func during<Result>(_ body: () -> Result) -> Result {
        arrived.store(0, ordering: .relaxed)
        let usual = caught.map { signal($0, note) }
        defer {
            for (number, handler) in zip(caught, usual) { signal(number, handler) }
            let number = arrived.exchange(0, ordering: .relaxed)
            if number != 0 { raise(number) }
        }
        return body()
    }
}
