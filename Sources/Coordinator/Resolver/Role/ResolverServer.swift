package import Logging
import Logs
import NIOCore
import NIOHTTP1
import NIOPosix
import Passport
import ServiceLifecycle

/// `--role resolver`: a resolver that runs alone on a copy of the database. It reads only, keeps nothing, and any
/// number of them may run beside each other. TLS and HTTP/2 are a proxy's.
package struct ResolverServer: Service {
    private let common: ReplicaDesk.Common
    private let listen: CoordinatorConfiguration.Listen
    private let onListening: @Sendable (Int) async -> Void

    /// Connections of one event loop; one more is closed at once.
    private static let mostConnections = 8_192
    /// How long a connection may be silent, in seconds.
    private static let idleSeconds: Int64 = 60

    /// Makes a server.
    /// - Parameter database: the copy's path.
    /// - Throws: `invalid` when the configuration has no root.
    package init(
        _ configuration: CoordinatorConfiguration,
        database: String,
        logger: Logger,
        clock: @escaping @Sendable () -> Moment = { SystemClock.now },
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws(CoordinatorError) {
        let resolver = try configuration.makeResolver()
        common = ReplicaDesk.Common(
            path: database,
            publicURL: configuration.publicURL,
            staleAfterSeconds: configuration.resolver.staleAfterSeconds,
            trustedProxies: configuration.resolver.trustedProxies,
            writer: try ResolverWriter(resolver, name: configuration.resolver.name, pages: PageWriter()),
            gate: ProbeGate(configuration.resolver),
            clock: clock,
            logger: logger
        )
        listen = configuration.listen
        self.onListening = onListening
    }

    /// Serves until a graceful shutdown.
    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        do {
            try await serve(group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func serve(_ group: MultiThreadedEventLoopGroup) async throws {
        var desks: [ObjectIdentifier: NIOLoopBound<ReplicaDesk>] = [:]
        for loop in group.makeIterator() {
            desks[ObjectIdentifier(loop)] = try await loop.submit { [common] in
                let desk = NIOLoopBound(try Self.desk(common), eventLoop: loop)
                loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in desk.value.tick() }
                return desk
            }.get()
        }
        let byLoop = desks
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A request fits into one read; asking whether there is more after each would be a call for nothing.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let desk = byLoop[ObjectIdentifier(channel.eventLoop)]?.value,
                        desk.connections < Self.mostConnections
                    else { throw ChannelError.operationUnsupported }
                    try Self.equip(channel, desk)
                }
            }
            .bind(host: listen.host, port: listen.port)
            .get()
        await onListening(channel.localAddress?.port ?? 0)
        try await withGracefulShutdownHandler {
            try await channel.closeFuture.get()
        } onGracefulShutdown: {
            channel.close(promise: nil)
        }
    }

    private static func desk(_ common: ReplicaDesk.Common) throws(CoordinatorError) -> ReplicaDesk {
        do {
            return try ReplicaDesk(common)
        } catch {
            throw CoordinatorError(
                .invalid,
                "The copy \(common.path) can't be used: \(error). Copy the database anew; see docs/resolver.md."
            )
        }
    }

    private static func equip(_ channel: any Channel, _ desk: ReplicaDesk) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(IdleStateHandler(readTimeout: .seconds(idleSeconds)))
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        let address = channel.remoteAddress?.ipAddress ?? "unknown"
        try pipeline.addHandler(ResolverConnection(desk, remoteAddress: address))
    }
}
