import Glibc
import Synchronization
import TestSupport

/// Opened once; a thread waits for it by blocking, a task by asking. A database body is synchronous, so it blocks.
final class Gate: Sendable {
    private let isOpenNow = Mutex(false)
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TestSupportError("no pipe") }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    var isOpen: Bool { isOpenNow.withLock { $0 } }

    func open() {
        isOpenNow.withLock { $0 = true }
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Blocks the thread until it is open; false after ten seconds.
    func blockUntilOpen() -> Bool {
        var request = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 10_000) == 1
    }
}
