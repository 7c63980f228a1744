import Synchronization

/// The one `ProbeThrottle` of a process.
package final class ProbeGate: Sendable {
    private let throttle: Mutex<ProbeThrottle>

    /// Makes a gate.
    package init(_ configuration: ResolverConfiguration) {
        throttle = Mutex(
            ProbeThrottle(
                burst: configuration.missesPerClient,
                refillSeconds: configuration.missRefillSeconds
            )
        )
    }

    /// How many seconds a client has to wait; 0 when it need not.
    func wait(_ client: String, at now: Moment) -> Int64 { throttle.withLock { $0.wait(client, at: now) } }

    /// Counts a miss; true when somebody has to be told.
    func missed(_ client: String, at now: Moment) -> Bool { throttle.withLock { $0.missed(client, at: now) } }
}
