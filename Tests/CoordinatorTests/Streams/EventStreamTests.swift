import Database
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Event stream", .timeLimit(.minutes(2)))
struct EventStreamTests {
    private static func follower(
        _ shop: Shop,
        kinds: [String] = [],
        format: EventFollower.Format = .lines,
        after position: Int64 = 0,
        lifeSeconds: Int64 = 600,
        heartbeatSeconds: Double = 600
    ) throws -> EventFollower {
        EventFollower(
            runtime: shop.coordinator.runtime,
            filter: try EventFilter(kinds: kinds),
            format: format,
            after: position,
            lifeSeconds: lifeSeconds,
            heartbeatSeconds: heartbeatSeconds
        )
    }

    private struct Line: Decodable {
        let id: String?
        let cursor: String
        let kind: String?
        let heartbeat: Int64?
    }

    private static func lines(_ part: ByteBuffer?) throws -> [Line] {
        try String(buffer: #require(part)).split(separator: "\n").map {
            try StrictJSON.decode(Line.self, from: Array($0.utf8), maximumBytes: 1 << 20)
        }
    }

    private static func happen(_ shop: Shop, _ kind: EventKind = .sightingUnknown) async throws {
        try await shop.coordinator.runtime.perform {
            try EventLog.append(kind, subject: "x", owner: Owner.operator, in: $0)
        }
    }

    @Test func beginsAtOnceThenTellsEverythingAndGoesOn() async throws {
        let shop = try await Shop.open()
        let follower = try Self.follower(shop)
        #expect(try await Self.lines(follower.next()).first?.heartbeat != nil)
        let all = try await shop.coordinator.runtime.view { try EventLog.read(after: nil, limit: 1_000, in: $0) }
        let told = try await Self.lines(follower.next())
        #expect(told.compactMap(\.id) == all.map(\.id) && told.map(\.cursor) == all.map(\.cursor))
        async let next = follower.next()
        try await Self.happen(shop)
        #expect(try await Self.lines(next).map(\.kind) == ["sighting.unknown"])
        await shop.close()
    }

    @Test func readsALongLogInPagesWithoutLosingAny() async throws {
        let shop = try await Shop.open()
        try await shop.coordinator.runtime.perform { work in
            for number in 0..<350 {
                let kind: EventKind = number.isMultiple(of: 3) ? .railCaptured : .saleChanged
                try EventLog.append(kind, subject: "\(number)", owner: Owner.operator, in: work)
            }
        }
        let follower = try Self.follower(shop, kinds: ["rail.*"])
        _ = try await follower.next()
        var told: [Line] = []
        while told.count < 117 { told += try await Self.lines(follower.next()) }
        #expect(told.count == 117 && told.allSatisfy { $0.kind == "rail.captured" })
        #expect(Set(told.compactMap(\.id)).count == 117)
        await shop.close()
    }

    @Test func heartbeatsTellHowFarTheLogWasLookedThrough() async throws {
        let shop = try await Shop.open()
        let follower = try Self.follower(shop, kinds: ["rail.captured"], heartbeatSeconds: 0.05)
        _ = try await follower.next()
        let beat = try #require(try await Self.lines(follower.next()).first)
        let last = try await shop.coordinator.runtime.view { try EventLog.last(in: $0) }
        #expect(beat.heartbeat != nil && beat.cursor == EventCursor.encode(last))
        await shop.close()
    }

    @Test func serverSentEventsCarryTheirCursorAsId() async throws {
        let shop = try await Shop.open()
        let follower = try Self.follower(shop, format: .serverSentEvents)
        let first = String(buffer: try #require(await follower.next()))
        #expect(first == "id: \(EventCursor.encode(0))\n: heartbeat\n\n")
        let text = String(buffer: try #require(await follower.next()))
        let all = try await shop.coordinator.runtime.view { try EventLog.read(after: nil, limit: 1_000, in: $0) }
        #expect(try text == all.map { "id: \($0.cursor)\ndata: \(try $0.json)\n\n" }.joined())
        await shop.close()
    }

    @Test func endsWhenItsLifeIsOver() async throws {
        let shop = try await Shop.open()
        let follower = try Self.follower(shop, kinds: ["rail.captured"], lifeSeconds: 0)
        _ = try await follower.next()
        #expect(try await follower.next() == nil)
        await shop.close()
    }

    @Test func badCursorsAndKindsAreRefusedBeforeTheStreamBegins() async throws {
        let shop = try await Shop.open()
        let ahead = EventCursor.encode(1_000_000)
        for accept in ["application/json", "text/event-stream", "application/x-ndjson"] {
            for query in ["after=nonsense", "after=\(ahead)", "kind=no.such", "kind=sal*", "after=1"] {
                let answer = try await Self.ask(shop, "/v1/events?\(query)", accept: accept)
                #expect(answer == 400, "\(accept) \(query)")
            }
        }
        #expect(try await Self.ask(shop, "/v1/events", accept: "text/event-stream", lastEventID: "nonsense") == 400)
        await shop.close()
    }

    @Test func pagesCanBeFiltered() async throws {
        let shop = try await Shop.open()
        try await Self.happen(shop, .railCaptured)
        let kinds = try await shop.get("/v1/events?kind=rail.*,stock.changed").body
        #expect(kinds.contains("rail.captured") && kinds.contains("stock.changed") && !kinds.contains("place.created"))
        let subject = try await shop.get("/v1/events?subject=x").body
        #expect(subject.contains("rail.captured") && !subject.contains("stock.changed"))
        await shop.close()
    }

    private static func ask(
        _ shop: Shop,
        _ path: String,
        accept: String,
        lastEventID: String? = nil
    ) async throws -> Int {
        var headers: HTTPFields = [.accept: accept, .authorization: "Bearer \(shop.token)"]
        if let lastEventID, let name = HTTPField.Name("Last-Event-ID") { headers[name] = lastEventID }
        let sent = headers
        return try await Application(router: shop.coordinator.router()).test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: sent) { $0.status.code }
        }
    }
}
