import Synchronization

/// The one `LoginThrottle` of a process.
package final class LoginGate: Sendable {
    private let throttle: Mutex<LoginThrottle>

    /// Makes a gate.
    package init(_ throttle: LoginThrottle = LoginThrottle()) { self.throttle = Mutex(throttle) }

    /// How many seconds an address has to wait before its next try; 0 when it may try now.
    func wait(_ address: String, at now: Moment) -> Int64 { throttle.withLock { $0.wait(address, at: now) } }

    /// Counts a wrong try.
    func failed(_ address: String, at now: Moment) { throttle.withLock { $0.failed(address, at: now) } }

    /// Forgets the wrong tries of an address that got it right.
    func succeeded(_ address: String) { throttle.withLock { $0.succeeded(address) } }
}
