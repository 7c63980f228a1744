import TestSupport
import Testing

/// The operators' pages over TLS, beside a machine that lost its power while its motor turned.
@Suite("Operator pages and a whole deployment, end to end", .timeLimit(.minutes(5)))
struct OperatorStandTests {
    @Test func settleADeliveryThatNobodyKnowsTheEndOf() async throws {
        var options = Stand.Options()
        options.killAgentAt = "motorStarted"
        let stand = try await Stand.start(options)
        let id = try await stand.order()["id"].text
        try await stand.pay(id)
        try await stand.sale(id) { $0["goods"].text == "inDoubt" }

        let browser = try await Browser.start(BrowserOptions(screen: .phone))
        let address = "https://127.0.0.1:\(stand.port)"
        try await browser.open("\(address)/operator/waiting")
        try await browser.type(stand.api.token, into: "#token")
        try await browser.click("main button")
        try await browser.wait(for: "Delivery in doubt", in: "article")
        #expect(try await browser.cookie("__Host-mintmark")?.isEmpty == false)
        try await browser.type("Looked into the tray: nothing fell", into: "article input[name=note]")
        try await browser.click("button[value=notDelivered]")
        try await browser.wait(for: "Nothing waits for a person.", in: "main")
        try await stand.sale(id) { $0["ending"].text == "released" }
        #expect(try stand.firings() == 1)

        try await browser.open("\(address)/operator/places/lobby")
        try await browser.click("button[value=clear]")
        try await browser.wait(for: "The fault of lane A1 is cleared.", in: "[role=status]")
        #expect(try await stand.lane("A1")["faulted"].text == "false")
        try await stand.untilReady()
        try await browser.open("\(address)/operator/machines")
        try await browser.wait(for: "Connected", in: "table")
        try await browser.open("\(address)/operator/sales/\(id)")
        try await browser.wait(for: "Signed receipt", in: ".timeline")
        #expect(try await stand.ledgerFindings() == [])
        #expect(try await browser.complaints().isEmpty)
        await browser.close()
    }
}
