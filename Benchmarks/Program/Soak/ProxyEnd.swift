import NIOCore

/// One connection of a proxy: what arrives goes to the other one, perhaps late.
final class ProxyEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let pair: ProxyPair
    private let peer: any Channel
    private let condition: ProxyCondition
    private let closed: @Sendable () -> Void
    /// Nothing may overtake what is on its way.
    private var notBefore = NIODeadline.uptimeNanoseconds(0)

    init(
        _ pair: ProxyPair,
        peer: any Channel,
        condition: ProxyCondition,
        closed: @escaping @Sendable () -> Void
    ) {
        self.pair = pair
        self.peer = peer
        self.condition = condition
        self.closed = closed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let (buffer, peer) = (unwrapInboundIn(data), peer)
        let now = NIODeadline.now()
        notBefore = max(notBefore, now + condition.delay)
        guard notBefore > now else {
            peer.writeAndFlush(buffer, promise: nil)
            return
        }
        context.eventLoop.scheduleTask(deadline: notBefore) { peer.writeAndFlush(buffer, promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !pair.isHalfOpen { peer.close(promise: nil) }
        closed()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
