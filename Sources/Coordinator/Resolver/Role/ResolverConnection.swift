import NIOCore
import NIOHTTP1
import Passport

/// One connection to a resolver that runs alone. Every answer is there at once, so requests that come in a row are
/// answered in their order.
final class ResolverConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let desk: ReplicaDesk
    private let client: String
    private var head: HTTPRequestHead?
    private var bodyBytes = 0

    init(_ desk: ReplicaDesk, remoteAddress: String) {
        self.desk = desk
        client = remoteAddress
    }

    func handlerAdded(context: ChannelHandlerContext) { desk.connections += 1 }

    func handlerRemoved(context: ChannelHandlerContext) { desk.connections -= 1 }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            bodyBytes = 0
        case .body(let part):
            // Nothing that is asked here has a body that matters; somebody who sends for ever is not listened to.
            bodyBytes += part.readableBytes
            if bodyBytes > HTTPLimits.bodyBytes { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    /// Whoever asks and does not take the answers is not listened to meanwhile.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.channel.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in
            // The connection is gone, and its reads with it.
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Not HTTP, or a client that went away: there is nobody to tell more.
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let message = message(head)
        var buffer = context.channel.allocator.buffer(capacity: 768 + message.body.count)
        let isKept = head.isKeepAlive
        ResolverWire.write(
            message,
            hasBody: head.method != .HEAD,
            isKept: isKept,
            stamp: desk.stamp,
            to: &buffer
        )
        let written = context.write(wrapOutboundOut(buffer))
        guard !isKept else { return }
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        written.whenComplete { _ in loopBound.value.close(promise: nil) }
        context.flush()
    }

    private func message(_ head: HTTPRequestHead) -> ResolverMessage {
        let target = head.uri
        let resolver = desk.common.writer.resolver
        switch head.method {
        case .OPTIONS: return ResolverWriter.options
        case .GET, .HEAD: break
        default: return ResolverWriter.methodNotAllowed()
        }
        guard resolver.isAddress(target) else {
            let path = target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[..<$0] } ?? target[...]
            if path == resolver.rootPath + Resolver.descriptionPath { return desk.common.writer.descriptionMessage }
            return desk.health(path) ?? ResolverWriter.asset(path) ?? ResolverWriter.nothingHere
        }
        let request = ResolverRequest(
            target: target,
            accept: head.headers.joined("accept"),
            acceptLanguage: head.headers.joined("accept-language")
        )
        return desk.answer(request, client: client(of: head))
    }

    private func client(of head: HTTPRequestHead) -> String {
        let proxies = desk.common.trustedProxies
        let forwarded = proxies.isEmpty ? nil : head.headers.joined("x-forwarded-for")
        return ResolverClient.of(client, forwarded: forwarded, trusting: proxies)
    }
}

extension HTTPHeaders {
    /// The values of a field as one (RFC 9110 section 5.3); nil without it.
    fileprivate func joined(_ name: String) -> String? {
        let values = self[name]
        return values.count < 2 ? values.first : values.joined(separator: ", ")
    }
}
