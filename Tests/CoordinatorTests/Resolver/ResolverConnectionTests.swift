import Logging
import NIOCore
import NIOEmbedded
import Passport
import TestSupport
import Testing

@testable import Coordinator

/// One connection to a resolver that runs alone, with a clock that a test moves.
@Suite("Connections to a resolver that runs alone", .timeLimit(.minutes(2)))
struct ResolverConnectionTests {
    private static let request = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A desk on a copy of a shop's database, and a channel to it.
    private static func visit(_ body: (ReplicaDesk, EmbeddedChannel) throws -> Void) async throws {
        let shop = try await Shop.open { $0.resolver.root = ResolverStand.root }
        try await ResolverStand.add(ResolverStand.links, of: shop)
        try await shop.coordinator.runtime.perform { try ReplicaClock.set(in: $0) }
        await shop.close()
        let copy = shop.folder.path("replica.sqlite")
        try await ReplicaCopy.make(of: shop.folder.path("state/coordinator.sqlite"), at: copy)
        let configuration = shop.configuration
        let desk = try ReplicaDesk(
            ReplicaDesk.Common(
                path: copy,
                publicURL: configuration.publicURL,
                staleAfterSeconds: configuration.resolver.staleAfterSeconds,
                trustedProxies: [],
                writer: ResolverWriter(configuration.makeResolver(), name: "test", pages: PageWriter()),
                gate: ProbeGate(configuration.resolver),
                clock: { Moment(milliseconds: 1_800_000_000_000) },
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            )
        )
        try connect(to: desk, body)
        #expect(desk.connections == 0)
    }

    /// All on one thread, which such a channel belongs to.
    private static func connect(
        to desk: ReplicaDesk,
        _ body: (ReplicaDesk, EmbeddedChannel) throws -> Void
    ) throws {
        let channel = EmbeddedChannel(handler: ResolverConnection(desk, remoteAddress: "192.0.2.1"))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try body(desk, channel)
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }

    private static func send(_ text: String, _ channel: EmbeddedChannel) throws {
        try channel.writeInbound(ByteBuffer(string: text))
    }

    /// Everything that was answered since the last call.
    private static func answers(_ channel: EmbeddedChannel) throws -> String {
        var text = ""
        while let part = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: part) }
        return text
    }

    private static func pass(seconds: Int, _ desk: ReplicaDesk) {
        for _ in 0..<seconds { desk.tick() }
    }

    @Test func answersInOrderInOneWrite() async throws {
        try await Self.visit { desk, channel in
            #expect(desk.connections == 1)
            try Self.send(Self.request + "GET /01/09520123456788 HTTP/1.1\r\nHost: a\r\n\r\n" + Self.request, channel)
            let first = try channel.readOutbound(as: ByteBuffer.self).map { String(buffer: $0) } ?? ""
            #expect(first.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.output.1) } == ["200", "307", "200"])
            #expect(try channel.readOutbound(as: ByteBuffer.self) == nil && channel.isActive)
        }
    }

    @Test func aContentIsNoRequest() async throws {
        try await Self.visit { _, channel in
            let inner = Self.request
            let head = "POST /01/1 HTTP/1.1\r\nHost: a\r\nContent-Length: \(inner.utf8.count)\r\n\r\n"
            try Self.send(head + inner, channel)
            #expect(try Self.answers(channel).matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.output.1) } == ["405"])
            try Self.send(Self.request, channel)
            #expect(try Self.answers(channel).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func nothingIsAnsweredAfterTheLastOne() async throws {
        for (text, status) in [
            ("GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "200"),
            ("GET /livez HTTP/1.0\r\n\r\n", "200"), ("GET /livez HTTP/1.1\r\n\r\n", "400"),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "411"),
        ] {
            try await Self.visit { _, channel in
                try Self.send(text + Self.request, channel)
                let answers = try Self.answers(channel)
                #expect(answers.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.output.1) } == [status])
                #expect(answers.contains("Connection: close\r\n"))
            }
        }
    }

    @Test func aRequestThatDripsIsNotWaitedFor() async throws {
        try await Self.visit { desk, channel in
            try Self.send("GET /livez HTTP/1.1\r\nHost: a\r\n", channel)
            for _ in 0..<ResolverConnection.requestSeconds {
                Self.pass(seconds: 1, desk)
                try Self.send("X: y\r\n", channel)
            }
            #expect(channel.isActive)
            Self.pass(seconds: 1, desk)
            #expect(!channel.isActive)
        }
    }

    @Test func aContentThatDripsIsNotWaitedFor() async throws {
        try await Self.visit { desk, channel in
            try Self.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx", channel)
            Self.pass(seconds: ResolverConnection.requestSeconds + 1, desk)
            #expect(!channel.isActive)
        }
    }

    @Test func aSilentConnectionEndsAndABusyOneStays() async throws {
        try await Self.visit { desk, channel in
            for _ in 0..<3 {
                Self.pass(seconds: ResolverConnection.idleSeconds, desk)
                try Self.send(Self.request, channel)
                #expect(channel.isActive)
            }
            Self.pass(seconds: ResolverConnection.idleSeconds + 1, desk)
            #expect(!channel.isActive)
        }
    }
}
