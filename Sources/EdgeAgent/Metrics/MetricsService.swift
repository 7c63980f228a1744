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
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>(
                        wrappingChannelSynchronously: channel
                    )
                }
            }
        try await server.executeThenClose { inbound in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in inbound {
                    group.addTask {
                        do {
                            try await answer(connection)
                        } catch {
                            logger.debug("metrics connection broken", metadata: ["why": "\(error)"])
                        }
                    }
                }
            }
        }
    }

    private func answer(_ channel: NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>) async throws {
        try await channel.executeThenClose { inbound, outbound in
            for try await part in inbound {
                guard case .end = part else { continue }
                let body = ByteBuffer(string: try await text())
                let headers: HTTPHeaders = [
                    "content-type": MetricFormat.prometheus.contentType, "content-length": "\(body.readableBytes)",
                    "connection": "close",
                ]
                try await outbound.write(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)))
                try await outbound.write(.body(.byteBuffer(body)))
                try await outbound.write(.end(nil))
                return
            }
        }
    }

    private func text() async throws -> String {
        let stats = try await journal.statistics(now: SystemClock.journalInstant)
        return metrics.registry.text(JournalMetrics.samples(stats))
    }
}
