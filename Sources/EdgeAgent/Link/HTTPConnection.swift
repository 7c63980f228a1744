import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Protocol

/// One HTTP/1.1 connection over TLS to the coordinator, used for one request after another.
struct HTTPConnection {
    /// A complete answer.
    struct Reply {
        var status: Int
        var body: [UInt8]
        /// The `Date` of whoever answered.
        var date: String?
    }

    /// How long nothing may arrive: heartbeats and posts come every few seconds, so a silent link is a dead one.
    private static let silence = TimeAmount.seconds(3 * ProtocolLimits.heartbeatSeconds)

    private let outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    private var parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private let host: String

    /// Connects, lets `body` use the connection, and closes it.
    /// - Throws: `link` when the coordinator can't be reached, and what `body` throws.
    static func with<Result: Sendable>(
        _ endpoint: Endpoint,
        verification: TLSVerification,
        group: any EventLoopGroup,
        _ body: @Sendable (inout HTTPConnection) async throws -> Result
    ) async throws -> Result {
        let channel: NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
        do {
            channel = try await connect(endpoint, verification: verification, group: group)
        } catch {
            throw AgentError(.link, "\(endpoint) could not be reached; trying again.", cause: "\(error)")
        }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = HTTPConnection(
                outbound: outbound,
                parts: inbound.makeAsyncIterator(),
                host: endpoint.authority
            )
            return try await body(&connection)
        }
    }

    private static func connect(
        _ endpoint: Endpoint,
        verification: TLSVerification,
        group: any EventLoopGroup
    ) async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .noHostnameVerification
        let context = try NIOSSLContext(configuration: configuration)
        let isName = endpoint.host.contains { $0.isLetter } && !endpoint.host.contains(":")
        return try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(5))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .connect(host: endpoint.host, port: endpoint.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try NIOSSLClientHandler(
                        context: context,
                        serverHostname: isName ? endpoint.host : nil,
                        customVerificationCallback: { certificates, promise in
                            promise.succeed(verification.verify(certificates) ? .certificateVerified : .failed)
                        }
                    )
                    try channel.pipeline.syncOperations.addHandler(tls)
                    try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: silence))
                    try channel.pipeline.syncOperations.addHandler(SilenceHandler())
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Sends a request and reads the whole answer.
    /// - Throws: `link` when the connection ends or stays silent, or the answer is longer than `maximumBytes`.
    mutating func request(
        _ method: HTTPMethod,
        _ path: String,
        token: String? = nil,
        body: [UInt8] = [],
        maximumBytes: Int = 1_048_576
    ) async throws -> Reply {
        try await send(method, path, token: token, body: body)
        var reply = Reply(status: 0, body: [])
        while let part = try await parts.next(isolation: #isolation) {
            switch part {
            case .head(let head):
                reply.status = Int(head.status.code)
                reply.date = head.headers.first(name: "date")
            case .body(let buffer):
                reply.body += Array(buffer: buffer)
                guard reply.body.count <= maximumBytes else {
                    throw AgentError(.link, "The answer to \(path) is longer than \(maximumBytes) bytes.")
                }
            case .end: return reply
            }
        }
        throw AgentError(.link, "The coordinator closed the connection; connecting again.")
    }

    /// Sends a request and hands on each line of the answer as it arrives, for as long as it goes on.
    /// - Parameters:
    ///   - path: what to get.
    ///   - token: the session's bearer token.
    ///   - maximumLineBytes: the longest line that is taken.
    ///   - onLine: called with each line.
    /// - Returns: the whole answer when its status is not 200.
    /// - Throws: `link` when the connection ends, stays silent, or a line is longer than `maximumLineBytes`.
    mutating func lines(
        _ path: String,
        token: String,
        maximumLineBytes: Int,
        _ onLine: (String) async throws -> Void
    ) async throws -> Reply {
        try await send(.GET, path, token: token, body: [])
        var reply = Reply(status: 0, body: [])
        while let part = try await parts.next(isolation: #isolation) {
            switch part {
            case .head(let head): reply.status = Int(head.status.code)
            case .body(let buffer):
                reply.body += Array(buffer: buffer)
                while reply.status == 200, let end = reply.body.firstIndex(of: 0x0A) {
                    let line = String(decoding: reply.body[..<end], as: UTF8.self)
                    reply.body.removeSubrange(...end)
                    try await onLine(line)
                }
                guard reply.body.count <= maximumLineBytes else {
                    throw AgentError(.link, "A line of \(path) is longer than \(maximumLineBytes) bytes.")
                }
            case .end:
                guard reply.status == 200 else { return reply }
                throw AgentError(.link, "The coordinator ended the command stream; opening it again.")
            }
        }
        throw AgentError(.link, "The coordinator closed the connection; connecting again.")
    }

    private func send(_ method: HTTPMethod, _ path: String, token: String?, body: [UInt8]) async throws {
        var headers: HTTPHeaders = ["host": host, "content-length": "\(body.count)"]
        if !body.isEmpty { headers.add(name: "content-type", value: "application/json") }
        if let token { headers.add(name: "authorization", value: "Bearer \(token)") }
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
        try await outbound.write(.head(head))
        if !body.isEmpty { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
        try await outbound.write(.end(nil))
    }
}

/// Closes a connection on which nothing arrived for too long.
private final class SilenceHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is IdleStateHandler.IdleStateEvent else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        context.close(promise: nil)
    }
}
