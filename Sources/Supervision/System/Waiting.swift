import Glibc
import Platform

/// `poll`, as this module uses it.
package enum Waiting {
    /// Waits until one of the descriptors can be read or has failed, or until a time of `MonotonicClock`; nil waits for
    /// ever.
    ///
    /// - Returns: for every descriptor whether it is worth reading; all false at the time, or after a signal.
    package static func untilReadable(_ descriptors: [Int32], until deadline: UInt64?) -> [Bool] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&entries, nfds_t(entries.count), milliseconds(until: deadline)) > 0 else {
            return descriptors.map { _ in false }
        }
        return entries.map { $0.revents != 0 }
    }

    /// Rounded up, so that the time has really come when the wait is over.
    private static func milliseconds(until deadline: UInt64?) -> Int32 {
        guard let deadline else { return -1 }
        let now = MonotonicClock.now()
        guard deadline > now else { return 0 }
        return Int32(clamping: (deadline - now + 999_999) / 1_000_000)
    }
}
