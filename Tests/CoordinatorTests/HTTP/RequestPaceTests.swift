import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Coordinator

@Suite("Pace of a request")
struct RequestPaceTests {
    private let pace = RequestPace(headSeconds: 20, bodySeconds: 60, idleSeconds: 120)

    /// A connection on a clock of its own.
    private func connection() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: SlowRequestHandler(pace))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func pass(_ seconds: Int64, _ channel: EmbeddedChannel) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    private func send(_ part: HTTPRequestPart, _ channel: EmbeddedChannel) throws { try channel.writeInbound(part) }

    private let head = HTTPRequestPart.head(
        HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/v1/orders")
    )

    private func answer(_ channel: EmbeddedChannel) throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    @Test func whoSaysNothingIsHungUpOn() throws {
        let channel = try connection()
        pass(19, channel)
        #expect(channel.isActive)
        pass(1, channel)
        #expect(!channel.isActive)
    }

    @Test func aBodyThatDripsIsCutOff() throws {
        let channel = try connection()
        try send(head, channel)
        for _ in 0..<59 {
            pass(1, channel)
            try send(.body(ByteBuffer(string: "x")), channel)
        }
        #expect(channel.isActive)
        pass(1, channel)
        #expect(!channel.isActive)
    }

    @Test func aBodyOverASlowLineHasTheTimeThatItTakes() throws {
        let channel = try connection()
        try send(head, channel)
        for _ in 0..<20 {
            pass(50, channel)
            try send(.body(ByteBuffer(repeating: 0, count: RequestPace.bodyPiece)), channel)
        }
        #expect(channel.isActive)
        pass(59, channel)
        try send(.body(ByteBuffer(repeating: 0, count: RequestPace.bodyPiece - 1)), channel)
        #expect(channel.isActive)
        pass(1, channel)
        #expect(!channel.isActive)
    }

    @Test func anAnswerMayTakeAsLongAsItLikes() throws {
        let channel = try connection()
        try send(head, channel)
        try send(.end(nil), channel)
        pass(100_000, channel)
        #expect(channel.isActive)
        try answer(channel)
        pass(119, channel)
        #expect(channel.isActive)
        pass(1, channel)
        #expect(!channel.isActive)
    }

    @Test func theNextRequestHasItsOwnTime() throws {
        let channel = try connection()
        for _ in 0..<5 {
            try send(head, channel)
            try send(.end(nil), channel)
            try answer(channel)
            pass(100, channel)
        }
        #expect(channel.isActive)
    }

    @Test func aRefusalBeforeTheBodyGivesNoMoreTimeForIt() throws {
        let channel = try connection()
        try send(head, channel)
        pass(59, channel)
        try answer(channel)
        #expect(channel.isActive)
        pass(1, channel)
        #expect(!channel.isActive)
    }

    @Test func nothingIsLeftOfAConnectionThatEnded() throws {
        let channel = try connection()
        try channel.close().wait()
        pass(1_000, channel)
        #expect(!channel.isActive)
    }
}
