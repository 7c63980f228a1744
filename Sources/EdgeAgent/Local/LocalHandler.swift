import Logging
import NIOCore
import NIOHTTP1

/// Answers the first request of a connection, and closes it.
final class LocalHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let desk: LocalDesk
    private let logger: Logger
    private var head: HTTPRequestHead?

    init(desk: LocalDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            let (channel, desk) = (context.channel, desk)
            channel.eventLoop.makeFutureWithTask {
                try await desk.answer(method: head.method.rawValue, target: head.uri)
            }.assumeIsolated().whenComplete { [self] result in
                switch result {
                case .success(let answer): send(answer, on: channel)
                case .failure(let error): close(channel, because: error)
                }
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { close(context.channel, because: error) }

    private func send(_ answer: LocalAnswer, on channel: any Channel) {
        let headers: HTTPHeaders = [
            "content-type": answer.contentType, "content-length": "\(answer.body.count)", "connection": "close",
        ]
        let status = HTTPResponseStatus(statusCode: answer.status)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        channel.write(OutboundOut.head(head), promise: nil)
        channel.write(OutboundOut.body(.byteBuffer(ByteBuffer(bytes: answer.body))), promise: nil)
        channel.writeAndFlush(OutboundOut.end(nil)).whenComplete { _ in channel.close(promise: nil) }
    }

    private func close(_ channel: any Channel, because error: any Error) {
        logger.debug("local connection broken", metadata: ["why": "\(error)"])
        channel.close(promise: nil)
    }
}
