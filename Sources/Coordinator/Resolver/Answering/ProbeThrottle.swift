/// How many serials that are not known one client may ask for: a bucket per client, which each miss fills and time
/// empties. Whoever has used it up gets no answer about any piece until some time has passed, known or not, so that
/// guessing tells nothing.
package struct ProbeThrottle: Sendable {
    private struct Client {
        var misses: LeakyBucket
        /// When somebody was last told of this client.
        var toldAt: Moment?
    }

    private let burst: Int64
    private let refillMilliseconds: Int64
    private let mostClients: Int
    private var clients: [String: Client] = [:]

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
        return clients[name]?.misses.wait(burst: burst, refillMilliseconds: refillMilliseconds, at: now) ?? 0
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
        let name = clients[client] == nil && isFull ? Self.others : client
        var client = clients[name] ?? Client(misses: LeakyBucket(at: now))
        client.misses.add(Int64(count) * refillMilliseconds, at: now)
        let isTold = client.toldAt.map { now.milliseconds - $0.milliseconds < Self.silence } ?? false
        let mustTell = client.misses.debt > (burst - 1) * refillMilliseconds && !isTold
        if mustTell { client.toldAt = now }
        clients[name] = client
        return Verdict(mustTell: mustTell, isTooMany: client.misses.debt > burst * refillMilliseconds)
    }

    private var isFull: Bool { clients.count >= mostClients }

    private mutating func forget(at now: Moment) {
        clients = clients.filter { !$0.value.misses.isEmpty(at: now) }
    }
}
