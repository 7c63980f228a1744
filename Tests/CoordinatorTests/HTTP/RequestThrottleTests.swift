import Testing

@testable import Coordinator

@Suite("Request throttle")
struct RequestThrottleTests {
    private static func at(_ milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds) }

    private func throttle(burst: Int64 = 3, clients: Int = 10) -> RequestThrottle {
        RequestThrottle(
            RequestThrottle.Allowance(burst: burst, refillMilliseconds: 2_000),
            mostClients: clients
        )
    }

    @Test func letsABurstPassAndThenOneAtATime() {
        var throttle = throttle()
        for _ in 0..<3 { #expect(throttle.wait("a", at: Self.at(0)) == 0) }
        #expect(throttle.wait("a", at: Self.at(0)) == 2)
        #expect(throttle.wait("a", at: Self.at(500)) == 2)
        #expect(throttle.wait("a", at: Self.at(2_000)) == 0)
        #expect(throttle.wait("a", at: Self.at(2_000)) == 2)
    }

    @Test func whoWaitsIsNotCounted() {
        var throttle = throttle(burst: 1)
        #expect(throttle.wait("a", at: Self.at(0)) == 0)
        for _ in 0..<100 { _ = throttle.wait("a", at: Self.at(1)) }
        #expect(throttle.wait("a", at: Self.at(2_000)) == 0)
    }

    @Test func countsClientsApart() {
        var throttle = throttle(burst: 1)
        #expect(throttle.wait("a", at: Self.at(0)) == 0)
        #expect(throttle.wait("b", at: Self.at(0)) == 0)
        #expect(throttle.wait("a", at: Self.at(0)) > 0)
    }

    @Test func remembersABoundedNumberOfClientsAndForgetsThoseWhoOweNothing() {
        var throttle = throttle(burst: 1, clients: 2)
        for client in ["a", "b", "c"] { #expect(throttle.wait(client, at: Self.at(0)) == 0, "\(client)") }
        // "c" and whoever comes after are one client.
        #expect(throttle.wait("d", at: Self.at(0)) > 0)
        #expect(throttle.wait("d", at: Self.at(2_000)) == 0)
        #expect(throttle.wait("e", at: Self.at(2_000)) == 0)
    }

    @Test func isNotFooledByAClockThatWasSetBack() {
        var throttle = throttle(burst: 1)
        #expect(throttle.wait("a", at: Self.at(10_000)) == 0)
        #expect(throttle.wait("a", at: Self.at(0)) == 2)
        #expect(throttle.wait("a", at: Self.at(2_000)) == 0)
    }

    @Test func aTokenOrALoginIsNoClientThatIsCounted() {
        #expect(RequestKind(method: "GET", path: "/v1/places") == nil)
        #expect(RequestKind(method: "POST", path: "/operator/places") == nil)
        #expect(RequestKind(method: "HEAD", path: "/m/{place}") == .reading)
        #expect(RequestKind(method: "POST", path: "/v1/orders") == .making)
        #expect(RequestKind(method: "POST", path: "/v1/agent/session") == .machine)
        #expect(RequestKind(method: "GET", path: "NotFound") == .reading)
        #expect(RequestKind(method: "DELETE", path: "") == .making)
    }
}
