import NIOCore
import Passport

/// One connection to a resolver that runs alone. Every answer is there at once, so requests that come in a row are
/// answered in their order, in one write.
final class ResolverConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long a connection may go without a whole request, in seconds.
    static let idleSeconds = 60
    /// How long a request that has begun may take to come, in seconds, however its bytes drip.
    static let requestSeconds = 20
    /// How long the other side may take to hang up after its last answer, in seconds.
    static let farewellSeconds = 5

    private let desk: ReplicaDesk
    private let client: String
    private var reader = PlainRequestReader()
    /// The beginning of a line whose end is still to come.
    private var rest: ByteBuffer?
    private var context: ChannelHandlerContext?
    /// The last answer was given; what still comes is not looked at.
    private var isOver = false
    /// When the last request was whole, or the connection was made, in the desk's seconds.
    private var wholeAt: Int
    /// When the request under way began.
    private var begunAt: Int?

    init(_ desk: ReplicaDesk, remoteAddress: String) {
        self.desk = desk
        client = remoteAddress
        wholeAt = desk.seconds
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        desk.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        desk.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        var bytes = unwrapInboundIn(data)
        if var begun = rest {
            rest = nil
            begun.writeBuffer(&bytes)
            bytes = begun
        }
        clearOutput()
        while !isOver, takeOne(&bytes) {}
        if bytes.readableBytes > 0, !isOver { rest = bytes }
        begunAt = reader.isUnderWay ? begunAt ?? desk.seconds : nil
        if desk.output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(desk.output), promise: nil) }
        // The other side reads the answer before it hears that this one is gone: closing both ways at once would let
        // bytes that still come destroy it (RFC 9112 section 9.6).
        if isOver { context.close(mode: .output, promise: nil) }
    }

    /// Whoever asks and does not take the answers is not listened to meanwhile.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.channel.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in
            // The connection is gone, and its reads with it.
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A client that went away: there is nobody to tell.
        context.close(promise: nil)
    }

    /// Once a second: ends the connection when it takes too long.
    func look() {
        let now = desk.seconds
        let isLate =
            isOver
            ? now - wholeAt > Self.farewellSeconds
            : now - wholeAt > Self.idleSeconds || begunAt.map { now - $0 > Self.requestSeconds } ?? false
        if isLate { context?.close(promise: nil) }
    }

    /// Takes one request and writes its answer; false when more has to come first.
    private func takeOne(_ bytes: inout ByteBuffer) -> Bool {
        let message: ResolverMessage
        var hasBody = true
        switch reader.next(in: &bytes) {
        case .needsMore: return false
        case .request(let request):
            wholeAt = desk.seconds
            begunAt = nil
            isOver = !request.isKept
            hasBody = request.method != .head
            message = self.message(request)
        case .refusal(let refusal):
            wholeAt = desk.seconds
            isOver = true
            message = ResolverMessage(refusal.rawValue, type: "text/plain", Array("\(refusal.words)\n".utf8))
        }
        ResolverWire.write(message, hasBody: hasBody, isKept: !isOver, stamp: desk.stamp, to: &desk.output)
        return true
    }

    private func message(_ request: PlainRequest) -> ResolverMessage {
        switch request.method {
        case .options: return ResolverWriter.options
        case .get, .head: break
        case .other: return ResolverWriter.methodNotAllowed()
        }
        let resolver = desk.common.writer.resolver
        let target = request.target
        guard resolver.isAddress(target) else {
            let path = target.utf8.firstIndex(of: UInt8(ascii: "?")).map { target[..<$0] } ?? target[...]
            if path == resolver.rootPath + Resolver.descriptionPath { return desk.common.writer.descriptionMessage }
            return desk.health(path) ?? ResolverWriter.asset(path) ?? ResolverWriter.nothingHere
        }
        let asked = ResolverRequest(
            target: target,
            accept: request.accept,
            acceptLanguage: request.acceptLanguage
        )
        return desk.answer(asked, client: client(of: request))
    }

    private func client(of request: PlainRequest) -> String {
        let proxies = desk.common.trustedProxies
        return ResolverClient.of(client, forwarded: proxies.isEmpty ? nil : request.forwardedFor, trusting: proxies)
    }

    /// Room that was once needed for many answers is given back.
    private func clearOutput() {
        if desk.output.capacity > Self.mostKeptBytes { desk.output = ByteBuffer() }
        desk.output.clear()
    }

    private static let mostKeptBytes = 65_536
}
