import NIOCore
import NIOPosix
import Synchronization

/// A TCP proxy on loopback that does what networks do: it cuts, is silent, is slow, and forgets one end.
final class FaultyProxy: Sendable {
    /// Where machines connect.
    let port: Int
    private let listener: any Channel
    private let condition: ProxyCondition
    private let pairs: ProxyPairs

    /// The connections that are open.
    private final class ProxyPairs: Sendable {
        let open = Mutex<[ObjectIdentifier: ProxyPair]>([:])

        var all: [ProxyPair] { open.withLock { Array($0.values) } }

        func add(_ pair: ProxyPair) { open.withLock { $0[ObjectIdentifier(pair)] = pair } }

        /// Of a pair with one end open, the other is still of interest.
        func ended(_ pair: ProxyPair) {
            open.withLock { open in
                if !pair.near.isActive, !pair.far.isActive { open[ObjectIdentifier(pair)] = nil }
            }
        }
    }

    private init(_ listener: any Channel, port: Int, _ condition: ProxyCondition, _ pairs: ProxyPairs) {
        self.listener = listener
        self.port = port
        self.condition = condition
        self.pairs = pairs
    }

    /// Listens on a free port and passes everything on to another one.
    static func start(to target: Int) async throws -> FaultyProxy {
        // Both connections of a pair on one loop: nothing overtakes.
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (condition, pairs) = (ProxyCondition(), ProxyPairs())
        let listener = try await ServerBootstrap(group: loop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { near in join(near, to: target, condition, pairs) }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = listener.localAddress?.port else { throw BenchmarkError("the proxy has no port") }
        return FaultyProxy(listener, port: port, condition, pairs)
    }

    private static func join(
        _ near: any Channel,
        to target: Int,
        _ condition: ProxyCondition,
        _ pairs: ProxyPairs
    ) -> EventLoopFuture<Void> {
        if condition.trouble == .cut { return near.eventLoop.makeFailedFuture(ChannelError.eof) }
        return ClientBootstrap(group: near.eventLoop).channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: target)
            .flatMapThrowing { far in
                let pair = ProxyPair(near: near, far: far)
                for (end, peer) in [(near, far), (far, near)] {
                    try end.pipeline.syncOperations.addHandler(
                        ProxyEnd(pair, peer: peer, condition: condition) { pairs.ended(pair) }
                    )
                }
                pairs.add(pair)
                if condition.trouble != .silent { pair.setReading(true) }
            }
    }

    /// What is wrong from now on; with `cut`, connections that are open end.
    func set(_ trouble: ProxyCondition.Trouble) {
        condition.trouble = trouble
        for pair in pairs.all {
            if trouble == .cut { pair.close() }
            pair.setReading(trouble != .silent)
        }
    }

    /// Ends one end of each open connection and tells the other nothing.
    /// - Parameter keepsNear: whether machines keep their end.
    func halve(keepsNear: Bool) {
        for pair in pairs.all { pair.halve(keepsNear: keepsNear) }
    }

    /// Ends it and all connections.
    func stop() async throws {
        try await listener.close().get()
        for pair in pairs.all { pair.close() }
    }
}
