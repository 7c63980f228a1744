package import Hummingbird
import Database
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
package import UnixSignals

extension Coordinator {
    /// Requests that still run this long after a stop was asked for are cut off, in seconds.
    private static let stopSeconds = 3

    /// The HTTP server.
    /// - Parameter onListening: told the port once it listens.
    /// - Throws: what TLS throws for a damaged key, or `unexpected` for a defect in the routes.
    package func application(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let server: HTTPServerBuilder
        if let tls {
            server = try .tls(.connections, tlsConfiguration: tls.serverConfiguration())
        } else {
            server = .connections
        }
        return Application(
            router: try router(),
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.listen.host, port: configuration.listen.port),
                serverName: "mintmark",
                availableConnectionsDelegate: MaximumAvailableConnections(HTTPLimits.connections)
            ),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: runtime.logger
        )
    }

    /// Serves until SIGTERM or SIGINT, then stops in order: no new requests, running ones end, services end, the
    /// database closes.
    package func run(
        stopSignals: [UnixSignal] = [.sigterm, .sigint],
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws {
        let application = try application(onListening: onListening)
        var configuration = ServiceGroupConfiguration(
            services: services + [application],
            gracefulShutdownSignals: stopSignals,
            logger: runtime.logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(Self.stopSeconds)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            await close()
            throw error
        }
        await close()
    }

    /// Closes the database; what was accepted is stored.
    package func close() async { await runtime.database.close() }
}
