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

    /// Counts misses.
    func missed(_ client: String, count: Int = 1, at now: Moment) -> ProbeThrottle.Verdict {
        throttle.withLock { $0.missed(client, count: count, at: now) }
    }
}
