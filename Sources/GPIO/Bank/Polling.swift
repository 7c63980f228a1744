import Glibc
import Platform

/// `poll(2)` with a deadline, so that signals do not lengthen a wait.
package enum Polling {
    /// Waits until one of the descriptors is readable or has failed, or `deadline` (`CLOCK_MONOTONIC`, nanoseconds) has
    /// passed; says which are ready, none at the deadline.
    package static func wait(_ descriptors: [Int32], until deadline: UInt64) throws(GPIOError) -> [Bool] {
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let count = poll(&requests, nfds_t(requests.count), milliseconds(until: deadline))
            if count >= 0 { return requests.map { $0.revents != 0 } }
            let number = errno
            guard number == EINTR else {
                throw GPIOError(.ioFailure, "waiting failed in poll: \(systemMessage(number))")
            }
        }
    }

    /// Waits until the descriptor takes bytes or has failed; false at the deadline.
    static func waitToWrite(_ descriptor: Int32, until deadline: UInt64) throws(GPIOError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let count = poll(&request, 1, milliseconds(until: deadline))
            if count >= 0 { return count > 0 }
            let number = errno
            guard number == EINTR else {
                throw GPIOError(.ioFailure, "waiting failed in poll: \(systemMessage(number))")
            }
        }
    }

    /// Rounded up: waking a little late is right, waking early would spin.
    private static func milliseconds(until deadline: UInt64) -> Int32 {
        let now = MonotonicClock.now()
        guard deadline > now else { return 0 }
        let rounded = (deadline - now + MonotonicClock.nanosecondsPerMillisecond - 1)
        return Int32(clamping: rounded / MonotonicClock.nanosecondsPerMillisecond)
    }
}

/// The system's words for an error number, with the number.
func systemMessage(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return "\(String(cString: text)) (\(number))"
}
