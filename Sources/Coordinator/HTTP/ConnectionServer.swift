import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1.1 over connections that may be dropped at any time: a stop in the moment of an acceptance closes them.
struct ConnectionServer: ServerChildChannel {
    private let http: HTTP1Channel

    /// A server that answers with `responder`, and closes connections of who takes too long over a request.
    init(pace: RequestPace = RequestPace(), responder: @escaping HTTPChannelHandler.Responder) {
        http = HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(additionalChannelHandlers: [SlowRequestHandler(pace)])
        )
    }

    /// Prepares an accepted channel.
    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(DepartureHandler())
        }.flatMap { [http] in
            http.setup(channel: channel, logger: logger).map { AcceptedConnection($0) }
        }
    }

    /// Answers the requests of a connection until it ends.
    func handle(value: AcceptedConnection, logger: Logger) async {
        await http.handle(value: value.take(), logger: logger)
    }
}

extension HTTPServerBuilder {
    /// Plain HTTP/1.1.
    static var connections: HTTPServerBuilder { connections(RequestPace()) }

    /// Plain HTTP/1.1 with other times for a request.
    static func connections(_ pace: RequestPace) -> HTTPServerBuilder {
        HTTPServerBuilder { ConnectionServer(pace: pace, responder: $0) }
    }
}
