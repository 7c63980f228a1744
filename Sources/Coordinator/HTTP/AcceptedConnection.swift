import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A connection between its acceptance and its first reader. A server that is asked to stop just then lets go of it
/// unread, and NIO ends the program when it is let go of unclosed; so it closes itself.
final class AcceptedConnection: ServerChildChannelValue {
    private let connection: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    private let isTaken = Mutex(false)

    /// A connection that nobody has read from.
    init(_ connection: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>) { self.connection = connection }

    /// The channel that was accepted.
    var channel: any Channel { connection.channel }

    /// The connection, for whoever closes it from now on.
    func take() -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
        isTaken.withLock { $0 = true }
        return connection
    }

    deinit {
        if isTaken.withLock({ $0 }) { return }
        let connection = connection
        // What fails here is the closing of something closed.
        _ = channel.eventLoop.makeFutureWithTask { try await connection.executeThenClose { _, _ in } }
    }
}
