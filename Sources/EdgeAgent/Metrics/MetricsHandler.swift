import Logging
import NIOCore
import NIOHTTP1
import Prometheus

/// Answers every request of a connection with the metrics, and closes it.
final class MetricsHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let text: @Sendable () async throws -> String
    private let logger: Logger

    init(text: @escaping @Sendable () async throws -> String, logger: Logger) {
        self.text = text
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = unwrapInboundIn(data) else { return }
        let channel = context.channel
        let text = text
        channel.eventLoop.makeFutureWithTask { try await text() }.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success(let text): answer(ByteBuffer(string: text), on: channel)
            case .failure(let error): close(channel, because: error)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context.channel, because: error) }

    private func answer(_ body: ByteBuffer, on channel: any Channel) {
        let headers: HTTPHeaders = [
            "content-type": MetricFormat.prometheus.contentType, "content-length": "\(body.readableBytes)",
            "connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        channel.write(OutboundOut.head(head), promise: nil)
        channel.write(OutboundOut.body(.byteBuffer(body)), promise: nil)
        channel.writeAndFlush(OutboundOut.end(nil)).whenComplete { _ in channel.close(promise: nil) }
    }

    private func close(_ channel: any Channel, because error: any Error) {
        logger.debug("metrics connection broken", metadata: ["why": "\(error)"])
        channel.close(promise: nil)
    }
}
