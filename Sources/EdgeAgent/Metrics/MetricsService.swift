import Journal
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Prometheus

/// Serves the metrics in the Prometheus text format on a Unix socket:
/// `curl --unix-socket PATH http://agent/metrics`.
struct MetricsService: Sendable {
    let path: String
    let metrics: AgentMetrics
    let journal: Journal
    let group: any EventLoopGroup
    let logger: Logger

    /// Serves until the task is cancelled.
    func run() async throws {
        let server = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(MetricsHandler(text: text, logger: logger))
                }
            }
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        try await withTaskCancellationHandler {
            try await server.closeFuture.get()
        } onCancel: {
            server.close(promise: nil)
        }
    }

    @Sendable private func text() async throws -> String {
        let stats = try await journal.statistics(now: SystemClock.journalInstant)
        return metrics.registry.text(JournalMetrics.samples(stats))
    }
}
