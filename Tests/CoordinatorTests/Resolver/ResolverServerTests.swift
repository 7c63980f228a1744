import Foundation
import Passport
import Protocol
import Synchronization
import TestSupport
import Testing

@testable import Coordinator

/// What a resolver that runs alone does beside answering.
@Suite("Resolver on a copy of the database", .timeLimit(.minutes(2)))
struct ResolverServerTests {
    private typealias Stand = ResolverStand

    private struct Health: Decodable {
        let status: String
        let replicaAgeSeconds: Int64
        let staleAfterSeconds: Int64
    }

    @Test func saysHowOldItsCopyIs() async throws {
        let clock = Ahead()
        try await Stand.visit(.alone, change: { $0.resolver.staleAfterSeconds = 60 }, furnish: { clock.follow($0) }) {
            stand in
            #expect(try await stand.ask(Stand.product)["replica-age"] == "0")
            #expect(try await stand.ask("/readyz").status == 200)
            clock.advance(seconds: 61)
            try await eventually("the age is told") { try await stand.ask(Stand.product)["replica-age"] == "61" }
            let health = try await stand.ask("/health").json(Health.self)
            #expect(health.status == "degraded" && health.replicaAgeSeconds == 61 && health.staleAfterSeconds == 60)
            // Balancers go elsewhere; whoever comes all the same is answered.
            #expect(try await stand.ask("/readyz").status == 503)
            #expect(try await stand.ask("/livez").status == 200)
            #expect(try await stand.ask(Stand.product).status == 307)
        }
    }

    /// Moves the clock of the shop that it follows.
    private final class Ahead: Sendable {
        private let clock = Mutex<ManualClock?>(nil)

        func follow(_ shop: Shop) {
            let own = shop.clock
            clock.withLock { $0 = own }
        }

        func advance(seconds: Int64) { clock.withLock { $0 }?.advance(milliseconds: seconds * 1_000) }
    }

    @Test func servesNothingElse() async throws {
        try await Stand.visit(.alone) { stand in
            for path in ["/", "/v1/links", "/m/hall", "/openapi.json", "/operator", "/metrics", "/login"] {
                #expect(try await stand.ask(path).status == 404, "\(path)")
            }
            let style = WebAsset.customerStyle
            let asset = try await stand.ask(style.path)
            #expect(asset.status == 200 && asset["content-type"] == style.type)
        }
    }

    @Test func answersRequestsInARowOnOneConnection() async throws {
        try await Stand.visit(.alone) { stand in
            let client = try PlainClient(port: stand.port)
            for path in [Stand.product, Stand.piece, "/01/09520123456789"] { client.get(path) }
            client.get(Stand.product, headers: ["Connection: close"])
            try await eventually("all are answered") {
                _ = client.take()
                return client.hasEnded
            }
            let statuses = client.text.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.output.1) }
            #expect(statuses == ["307", "307", "400", "307"])
        }
    }

    @Test func closesOnWhatIsNotHTTP() async throws {
        try await Stand.visit(.alone) { stand in
            for method in ["GET \u{1}", "\u{16}\u{3}\u{1}", "NOT HTTP AT ALL"] {
                let client = try PlainClient(port: stand.port)
                client.send(method, "x y z")
                try await eventually("the connection is closed") {
                    _ = client.take()
                    return client.hasEnded
                }
                #expect(!client.text.contains("307"))
            }
            #expect(try await stand.ask(Stand.product).status == 307)
        }
    }
}
