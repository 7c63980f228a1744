package import NIOCore
import Signals

/// Whether somebody is still at the other end of the connection that an answer goes out on.
package struct ReaderPresence: Sendable {
    private let departure: ChangeSignal

    /// The reader at the other end of a channel of a `ConnectionServer`; of any other channel it never departs.
    package init(_ channel: any Channel) async {
        let found = channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: DepartureHandler.self).departure
        }
        departure = (try? await found.get()) ?? ChangeSignal()
    }

    /// Does something for as long as the reader is there, and cancels it when nothing more comes from there.
    /// - Throws: what `body` throws, or `CancellationError` when the reader went away.
    package func whilePresent<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let departure = departure
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while !Task.isCancelled, departure.generation == 0 {
                    await departure.wait(after: 0, timeoutSeconds: Self.lookSeconds)
                }
                return nil
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else { throw CancellationError() }
            return value
        }
    }

    private static let lookSeconds = 3_600.0
}

/// Notices that the other side closed its half of the connection, or all of it. Hummingbird has the same for streams,
/// `consumeWithCancellationOnInboundClose`, which ends the whole program when an answer is over before its request was
/// read to the end.
final class DepartureHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let departure = ChangeSignal()

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { departure.notify() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        departure.notify()
        context.fireChannelInactive()
    }
}
