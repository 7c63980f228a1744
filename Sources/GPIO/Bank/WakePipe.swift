import Glibc

/// A descriptor another thread can make readable, so that one `poll` waits for both a device and a call.
package final class WakePipe: Sendable {
    /// What to poll.
    package let readable: Int32
    private let writable: Int32

    /// Nothing to read yet.
    /// - Throws: `ioFailure` when there are no descriptors left.
    package init() throws(GPIOError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw GPIOError(.ioFailure, "no descriptors left to wait with: pipe: \(systemMessage(errno))")
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        readable = ends[0]
        writable = ends[1]
    }

    deinit {
        close(readable)
        close(writable)
    }

    /// Makes it readable. A full pipe is as readable as it gets, so a failed write is no loss.
    package func wake() {
        var mark: UInt8 = 1
        _ = write(writable, &mark, 1)
    }

    /// Makes it unreadable again.
    func drain() {
        var marks: [UInt8] = Array(repeating: 0, count: 64)
        while read(readable, &marks, marks.count) > 0 {}
    }
}
