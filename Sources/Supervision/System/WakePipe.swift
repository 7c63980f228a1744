import Glibc

/// A descriptor that another thread can make readable, so that one `poll` waits for sockets and for calls alike.
package final class WakePipe: Sendable {
    /// What to poll.
    package let readable: Int32
    private let writable: Int32

    /// Two descriptors that children do not inherit.
    /// - Throws: `noResources`.
    package init() throws(SupervisionError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw SupervisionError(
                .noResources,
                "No descriptors are left; close some programs.",
                cause: systemMessage(errno)
            )
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
    package func drain() {
        var marks: [UInt8] = Array(repeating: 0, count: 64)
        while read(readable, &marks, marks.count) > 0 {}
    }
}

/// The system's words for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }
