import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import Coordinator

/// Without the care of `AcceptedConnection` NIO ends the whole program here.
@Suite("Accepted connection")
struct AcceptedConnectionTests {
    private static let logger = Logger(label: "test")

    private static func accept(_ channel: NIOAsyncTestingChannel) async throws -> AcceptedConnection {
        let server = ConnectionServer { _, _, _ in Issue.record("nobody asked") }
        let accepted = try await channel.testingEventLoop.executeInContext {
            server.setup(channel: channel, logger: logger)
        }.get()
        try await channel.connect(to: SocketAddress(unixDomainSocketPath: "/client")).get()
        return accepted
    }

    @Test func isClosedWhenNobodyTakesIt() async throws {
        let channel = NIOAsyncTestingChannel()
        var accepted: AcceptedConnection? = try await Self.accept(channel)
        #expect(accepted?.channel.isActive == true)
        accepted = nil
        try await channel.closeFuture.get()
    }

    @Test func isClosedByItsReaderOnceItIsTaken() async throws {
        let channel = NIOAsyncTestingChannel()
        var accepted: AcceptedConnection? = try await Self.accept(channel)
        let connection = try #require(accepted?.take())
        accepted = nil
        #expect(channel.isActive)
        try await connection.executeThenClose { _, _ in }
        try await channel.closeFuture.get()
    }
}
