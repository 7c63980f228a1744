import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a Unix socket for programs of this computer: metrics, how the agent is, and the lease on its work.
/// `curl --unix-socket PATH http://agent/status`.
struct LocalService: Sendable {
    let path: String
    let desk: LocalDesk
    let group: any EventLoopGroup
    let logger: Logger

    /// Serves until the task is cancelled.
    func run() async throws {
        let (desk, logger) = (desk, logger)
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(LocalHandler(desk: desk, logger: logger))
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        try await withTaskCancellationHandler {
            try await server.closeFuture.get()
        } onCancel: {
            server.close(promise: nil)
        }
    }
}
