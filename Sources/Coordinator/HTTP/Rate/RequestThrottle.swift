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

    private struct Bucket {
        /// Requests in milliseconds of refill: rises with each and falls with time.
        var debt: Int64 = 0
        var at: Moment

        mutating func settle(_ now: Moment) {
            debt = max(0, debt - max(0, now.milliseconds - at.milliseconds))
            at = now
        }
    }

    private let allowance: Allowance
    private let mostClients: Int
    private var clients: [String: Bucket] = [:]
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
        var bucket = clients[name] ?? Bucket(at: now)
        bucket.settle(now)
        let over = bucket.debt - (allowance.burst - 1) * allowance.refillMilliseconds
        if over <= 0 { bucket.debt += allowance.refillMilliseconds }
        clients[name] = bucket
        return over <= 0 ? 0 : (over + 999) / 1_000
    }

    /// Looking through all of them at every request of a flood would be a second flood.
    private mutating func forget(at now: Moment) {
        if let forgotAt, (0..<Self.forgetMilliseconds).contains(now.milliseconds - forgotAt.milliseconds) { return }
        forgotAt = now
        clients = clients.filter { _, bucket in
            var bucket = bucket
            bucket.settle(now)
            return bucket.debt > 0
        }
    }
}
