import Synchronization

/// The throttles of a process, one for each kind of request.
package final class RequestGate: Sendable {
    private let throttles: Mutex<[RequestKind: RequestThrottle]>

    /// Makes a gate.
    package init(_ limits: RequestLimits = RequestLimits()) {
        var throttles: [RequestKind: RequestThrottle] = [:]
        for kind in RequestKind.allCases { throttles[kind] = RequestThrottle(limits[kind]) }
        self.throttles = Mutex(throttles)
    }

    /// Counts a request; 0 when it is let in, else how many seconds to wait.
    func wait(_ client: String, _ kind: RequestKind, at now: Moment) -> Int64 {
        throttles.withLock { $0[kind]?.wait(client, at: now) ?? 0 }
    }
}
