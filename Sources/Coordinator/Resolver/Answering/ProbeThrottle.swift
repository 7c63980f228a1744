/// How many serials that are not known one client may ask for: a bucket per client, which each miss fills and time
/// empties. Whoever has used it up gets no answer about any piece until some time has passed, known or not, so that
/// guessing tells nothing.
package struct ProbeThrottle: Sendable {
    /// Misses in milliseconds of refill: rises with each and falls with time.
    private struct Bucket {
        var debt: Int64 = 0
        var at: Moment
        /// When somebody was last told of this client.
        var toldAt: Moment?

        mutating func settle(_ now: Moment) {
            debt = max(0, debt - max(0, now.milliseconds - at.milliseconds))
            at = now
        }
    }

    private let burst: Int64
    private let refillMilliseconds: Int64
    private let mostClients: Int
    private var clients: [String: Bucket] = [:]

    /// Whom clients are counted as when there are too many to remember each.
    private static let others = "others"
    /// How long nobody is told again of the same client, in milliseconds.
    private static let silence: Int64 = 3_600_000

    /// Makes a throttle.
    /// - Parameters:
    ///   - burst: misses in a row.
    ///   - refillSeconds: seconds until one more is allowed.
    ///   - mostClients: how many clients are remembered; beyond it new ones share one bucket.
    package init(burst: Int64, refillSeconds: Int64, mostClients: Int = 10_000) {
        self.burst = burst
        refillMilliseconds = refillSeconds * 1_000
        self.mostClients = mostClients
    }

    /// How many seconds a client has to wait before it is told about pieces again; 0 when it need not.
    package func wait(_ client: String, at now: Moment) -> Int64 {
        let name = clients[client] == nil && isFull ? Self.others : client
        guard var bucket = clients[name] else { return 0 }
        bucket.settle(now)
        let over = bucket.debt - (burst - 1) * refillMilliseconds
        return over <= 0 ? 0 : (over + 999) / 1_000
    }

    /// What follows from misses.
    package struct Verdict: Equatable {
        /// Whether somebody has to be told of this client.
        let mustTell: Bool
        /// Whether it asked for more at once than it would have been told about one by one.
        let isTooMany: Bool
    }

    /// A client asked for pieces that are not known.
    /// - Parameter count: how many at once, from 1.
    package mutating func missed(_ client: String, count: Int = 1, at now: Moment) -> Verdict {
        if clients[client] == nil, isFull { forget(at: now) }
        let client = clients[client] == nil && isFull ? Self.others : client
        var bucket = clients[client] ?? Bucket(at: now)
        bucket.settle(now)
        bucket.debt += Int64(count) * refillMilliseconds
        let isTold = bucket.toldAt.map { now.milliseconds - $0.milliseconds < Self.silence } ?? false
        let mustTell = bucket.debt > (burst - 1) * refillMilliseconds && !isTold
        if mustTell { bucket.toldAt = now }
        clients[client] = bucket
        return Verdict(mustTell: mustTell, isTooMany: bucket.debt > burst * refillMilliseconds)
    }

    private var isFull: Bool { clients.count >= mostClients }

    private mutating func forget(at now: Moment) {
        clients = clients.filter { _, bucket in
            var bucket = bucket
            bucket.settle(now)
            return bucket.debt > 0
        }
    }
}
