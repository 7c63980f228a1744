import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceLifecycle
import Signals
import Synchronization
import TestSupport
import Testing

@testable import Coordinator

@Suite("Streamed answer", .timeLimit(.minutes(1)))
struct ResponseStreamTests {
    /// Without a cut: if a stream did not end by itself, this would not either.
    @Test(arguments: ["text/event-stream", "application/x-ndjson"])
    func openEventStreamsEndWhenTheProgramIsAskedToStop(_ accept: String) async throws {
        let shop = try await Shop.open { configuration in configuration.listen.port = 0 }
        try await Self.stop(
            shop,
            while: "/v1/events",
            headers: [
                "Accept: \(accept)", "Authorization: Bearer \(shop.token)",
            ]
        )
    }

    @Test func openOrderStreamsEndWhenTheProgramIsAskedToStop() async throws {
        let shop = try await Shop.open { configuration in configuration.listen.port = 0 }
        let order = try await shop.order()
        try await Self.stop(shop, while: "/v1/orders/\(order.id)/events", headers: [])
    }

    private static func stop(_ shop: Shop, while path: String, headers: [String]) async throws {
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let application = try shop.coordinator.application { listening.yield($0) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: shop.coordinator.runtime.logger)
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { $0 > 0 })
            let client = try PlainClient(port: port)
            client.get(path, headers: headers)
            try await eventually("the stream is open") { client.take().contains("200 OK") && client.text.contains("{") }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            // A whole answer, with its end, not a cut one.
            #expect(client.take().hasSuffix("0\r\n\r\n"))
        }
        await shop.close()
    }

    @Test func aCommandStreamEndsWhenTheProgramIsAskedToStop() async throws {
        try await MachineStand.run { stand in
            var machine = try await stand.allowedMachine()
            let session = try await stand.connect(&machine)
            var feed = stand.feed
            feed.heartbeatSeconds = 600
            let (beats, reading) = AsyncStream.makeStream(of: Void.self)
            let service = Reading(feed: feed, session: session, reading: reading)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                    logger: stand.runtime.logger
                )
            )
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await _ in beats { break }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    private struct Reading: Service {
        let feed: CommandFeed
        let session: AgentLinks.Session
        let reading: AsyncStream<Void>.Continuation

        func run() async throws {
            var reader = try await feed.open(session, after: 0)
            while try await reader.next() != nil { reading.yield() }
            reader.close()
        }
    }

    @Test func aReaderThatGoesAwayIsNoticed() async throws {
        let ended = Flag()
        let router = Router()
        router.get("/") { request, _ in
            let follower = Waiting(ended: ended)
            return Response.stream(request, type: "text/plain") { try await follower.next() }
        }
        try await Application(router: router, server: .connections).test(.live) { live in
            var client: PlainClient? = try PlainClient(port: #require(live.port))
            client?.get("/")
            try await eventually("the stream is open") { client?.take().contains("first") == true }
            #expect(!ended.isSet)
            client = nil
            try await eventually("the stream has ended") { ended.isSet }
        }
    }

    private final class Flag: Sendable {
        private let flag = Mutex(false)

        var isSet: Bool { flag.withLock { $0 } }

        func set() { flag.withLock { $0 = true } }
    }

    /// One part, and then nothing until it is cancelled.
    private actor Waiting {
        private let ended: Flag
        private let signal = ChangeSignal()
        private var isFirst = true

        init(ended: Flag) { self.ended = ended }

        func next() async throws -> ByteBuffer? {
            if isFirst {
                isFirst = false
                return ByteBuffer(string: "first")
            }
            await signal.wait(after: signal.generation, timeoutSeconds: 600)
            ended.set()
            return nil
        }
    }
}
