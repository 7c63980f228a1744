import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1.1 over connections that may be dropped at any time: a stop in the moment of an acceptance closes them.
struct ConnectionServer: ServerChildChannel {
    private let http: HTTP1Channel

    /// A server that answers with `responder`.
    init(responder: @escaping HTTPChannelHandler.Responder) { http = HTTP1Channel(responder: responder) }

    /// Prepares an accepted channel.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        http.setup(channel: channel, logger: logger).map { AcceptedConnection($0) }
    }

    /// Answers the requests of a connection until it ends.
    func handle(value: AcceptedConnection, logger: Logger) async {
        await http.handle(value: value.take(), logger: logger)
    }
}

extension HTTPServerBuilder {
    /// Plain HTTP/1.1.
    static var connections: HTTPServerBuilder { HTTPServerBuilder { ConnectionServer(responder: $0) } }
}
