/// How many requests one client may send: a bucket per client, which each request fills and time empties.
package struct RequestThrottle: Sendable {
    /// How many at once, and how fast they come back.
    package struct Allowance: Sendable, Equatable {
        /// Requests in a row.
        package var burst: Int64
        /// Milliseconds until one more is allowed.
        package var refillMilliseconds: Int64

        /// Makes an allowance.
        package init(burst: Int64, refillMilliseconds: Int64) {
            self.burst = burst
            self.refillMilliseconds = refillMilliseconds
        }
    }

    private let allowance: Allowance
    private let mostClients: Int
    private var clients: [String: LeakyBucket] = [:]
    /// When those were last forgotten that owe nothing.
    private var forgotAt: Moment?

    /// Whom clients are counted as when there are too many to remember each.
    private static let others = "others"
    /// How often those are looked for that owe nothing, in milliseconds.
    private static let forgetMilliseconds: Int64 = 1_000

    /// Makes a throttle.
    /// - Parameter mostClients: how many clients are remembered; beyond it new ones share one bucket.
    package init(_ allowance: Allowance, mostClients: Int = 10_000) {
        self.allowance = allowance
        self.mostClients = mostClients
    }

    /// Counts a request of a client.
    /// - Returns: 0 when it is let in, else how many seconds to wait; one that is not let in is not counted.
    package mutating func wait(_ client: String, at now: Moment) -> Int64 {
        if clients[client] == nil, clients.count >= mostClients { forget(at: now) }
        let name = clients[client] == nil && clients.count >= mostClients ? Self.others : client
        var bucket = clients[name] ?? LeakyBucket(at: now)
        let seconds = bucket.wait(
            burst: allowance.burst,
            refillMilliseconds: allowance.refillMilliseconds,
            at: now
        )
        bucket.add(seconds == 0 ? allowance.refillMilliseconds : 0, at: now)
        clients[name] = bucket
        return seconds
    }

    /// Looking through all of them at every request of a flood would be a second flood.
    private mutating func forget(at now: Moment) {
        if let forgotAt, (0..<Self.forgetMilliseconds).contains(now.milliseconds - forgotAt.milliseconds) { return }
        forgotAt = now
        clients = clients.filter { !$0.value.isEmpty(at: now) }
    }
}
