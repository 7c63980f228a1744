import TestSupport
import Testing

/// The network and the coordinator go away while a customer waits.
@Suite("A customer's lost connection, end to end", .timeLimit(.minutes(4)))
struct CustomerConnectionTests {
    @Test func isSaidAndFoundAgain() async throws {
        let stand = try await Stand.start()
        let visit = try await CustomerVisit(stand)
        let browser = visit.browser
        try await visit.arrive()
        let order = try await visit.choose("a1")
        try await browser.wait(for: "time[data-milliseconds]")
        #expect(try await browser.text("[data-connection]") == "")
        try await stand.killCoordinator()
        try await browser.wait(for: "Connection lost", in: "[data-connection]")
        try await visit.picture("connection-lost")
        try await stand.startCoordinator()
        try await stand.untilReady()
        try await stand.pay(order)
        try await browser.wait(for: "Enjoy!", in: "h1", timeoutSeconds: 90)
        try await eventually("the notice is gone", timeoutSeconds: 30) {
            try await browser.text("[data-connection]") == ""
        }
        await browser.close()
    }
}
