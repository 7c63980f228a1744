import HTTPTypes
import TestSupport
import Testing

@testable import Coordinator

/// Whoever adds a route that is open to everybody gets its limits with it: the table of routes is gone through.
@Suite("Limits of what is open to everybody")
struct PublicRouteLimitTests {
    private static let open = RouteTable.routes.filter { $0.access == .anyone || $0.access == .machine }

    private static let judgedFirst: Set = ["/login", "/o/{order}/play-money", "/v1/dpps/{dpp}/elements/{path}"]

    private static func address(_ route: RouteTable.Route) -> String {
        route.path.split(separator: "/").map { $0.hasPrefix("{") ? "x1" : String($0) }.reduce("") { "\($0)/\($1)" }
    }

    private static func few(_ configuration: inout CoordinatorConfiguration) {
        let allowance = RequestThrottle.Allowance(burst: 2, refillMilliseconds: 5_000)
        configuration.requests.reading = allowance
        configuration.requests.making = allowance
        configuration.requests.machine = allowance
        configuration.resolver.trustedProxies = ["10.0.0.1"]
    }

    @Test func aFloodIsHeldBackOnEveryRoute() async throws {
        let shop = try await Shop.open(change: Self.few)
        try #require(Self.open.count > 30)
        for route in Self.open {
            shop.clock.advance(milliseconds: 60_000)
            let method = try #require(Shop.Method(rawValue: route.method))
            let path = Self.address(route)
            for _ in 0..<2 {
                #expect(try await shop.send(method, path, body: method == .get ? nil : "{}").status != 429, "\(route)")
            }
            let answer = try await shop.send(method, path, body: method == .get ? nil : "{}")
            #expect(answer.status == 429 && answer.code == "tooManyRequests", "\(route): \(answer.status)")
        }
        await shop.close()
    }

    @Test func whatIsNotThereIsHeldBackToo() async throws {
        let shop = try await Shop.open(change: Self.few)
        for _ in 0..<2 { #expect(try await shop.send(.get, "/nothing").status == 404) }
        #expect(try await shop.send(.get, "/nothing/else").status == 429)
        await shop.close()
    }

    @Test func whoHasATokenIsNotHeldBack() async throws {
        let shop = try await Shop.open(change: Self.few)
        for _ in 0..<20 { #expect(try await shop.get("/v1/places").status == 200) }
        await shop.close()
    }

    @Test func onesWhoCannotOrderStillRead() async throws {
        let shop = try await Shop.open(change: Self.few)
        for _ in 0..<4 { _ = try await shop.send(.post, "/v1/orders", body: "{}") }
        #expect(try await shop.send(.post, "/v1/orders", body: "{}").status == 429)
        #expect(try await shop.send(.get, "/m/hall").status == 200)
        await shop.close()
    }

    /// Routes that read no body are free to leave one unread.
    @Test func aHugeBodyIsRefusedOnEveryRouteThatReadsOne() async throws {
        let shop = try await Shop.open()
        let body = String(repeating: "x", count: 1_100_000)
        var refused = 0
        for route in RouteTable.routes where route.method != "GET" {
            shop.clock.advance(milliseconds: 10_000)
            let method = try #require(Shop.Method(rawValue: route.method))
            let operation = APIDescription.operation(method: route.method, path: route.path)
            let readsNone = operation.map { $0.body == nil } ?? false
            var headers: HTTPFields = [:]
            headers[.contentType] = operation?.body?.mediaType ?? "application/x-www-form-urlencoded"
            let isScoped: Bool = if case .scope = route.access { true } else { false }
            let answer = try await shop.send(
                method,
                Self.address(route),
                body: body,
                token: isScoped ? shop.token : nil,
                headers: headers
            )
            switch route.access {
            // Who is not logged in is led to the login, and his body is not read.
            case .page: #expect(answer.status == 303 || answer.status == 401 || answer.status == 403, "\(route)")
            // Machines show their session before their body is read.
            case .machine where answer.status == 401: break
            // Something else is wrong before the body is looked at.
            case _ where Self.judgedFirst.contains(route.path): #expect((400..<500).contains(answer.status), "\(route)")
            case _ where readsNone: #expect(answer.status < 500, "\(route): \(answer.status)")
            default:
                #expect(answer.status == 413, "\(route): \(answer.status) \(answer.body.prefix(200))")
                refused += 1
            }
        }
        #expect(refused > 20)
        await shop.close()
    }
}
