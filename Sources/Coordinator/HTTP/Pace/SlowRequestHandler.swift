import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes the connection of a client that takes too long over a request, see `RequestPace`.
final class SlowRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var pace: RequestPace
    private var alarm: Scheduled<Void>?

    init(_ pace: RequestPace) { self.pace = pace }

    func handlerAdded(context: ChannelHandlerContext) { wind(context) }

    func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: take(.head, context)
        case .body(let bytes): take(.body(bytes.readableBytes), context)
        case .end: take(.end, context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { take(.answered, context) }
        context.write(data, promise: promise)
    }

    private func take(_ event: RequestPace.Event, _ context: ChannelHandlerContext) {
        if pace.take(event) { wind(context) }
    }

    private func wind(_ context: ChannelHandlerContext) {
        alarm?.cancel()
        alarm = nil
        guard let seconds = pace.seconds else { return }
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    }
}
