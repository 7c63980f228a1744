import NIOHTTP1
import TestSupport
import Testing

/// A customer buys with a phone, from the code on the machine to the goods.
@Suite("Buying in a browser, end to end", .timeLimit(.minutes(4)))
struct CustomerPurchaseTests {
    @Test func fromTheCodeOnTheMachineToTheGoods() async throws {
        let stand = try await Stand.start()
        let visit = try await CustomerVisit(stand)
        let browser = visit.browser
        try await visit.arrive()
        #expect(try await browser.text("body")?.contains("PLAY MONEY") == true)
        try await visit.picture("place")
        let order = try await visit.choose("a1")
        try await browser.wait(for: "Please pay €1.50", in: "h1")
        try await visit.picture("waiting")
        // What a wallet would read is what the API says.
        let offered = try await stand.api.asStranger.get("/v1/orders/\(order)")
        #expect(try await visit.scan() == offered["uri"].text)
        #expect(try await browser.text("time[data-milliseconds]")?.contains(":") == true)
        // Paid elsewhere: the page learns it by itself. The mark is gone if it was loaded anew.
        try await browser.script("window.wasNotReloaded = true")
        try await stand.pay(order)
        try await browser.wait(for: "Enjoy!", in: "h1")
        #expect(try await browser.script("return window.wasNotReloaded === true").boolean == true)
        #expect(try await browser.texts(".step-done").count == 4)
        #expect(try await browser.title().hasPrefix("Enjoy!"))
        try await visit.picture("delivered")
        try await visit.expectNoComplaints()
        #expect(try stand.drops(lane: "A1") == 1)
        // The address can be kept and opened again.
        let address = try await browser.address()
        try await browser.open("\(visit.base)/m/lobby")
        try await browser.wait(for: "button[value=a1]")
        try await browser.open(address)
        try await browser.wait(for: "Enjoy!", in: "h1")
        await browser.close()
    }

    @Test func withoutScripts() async throws {
        let stand = try await Stand.start()
        let visit = try await CustomerVisit(stand, BrowserOptions(runsScripts: false))
        let browser = visit.browser
        try await visit.arrive()
        let order = try await visit.choose("a2")
        #expect(try await browser.has("noscript a"))
        try await browser.click(".payment form button")
        // The page loads itself again by its own header.
        try await browser.wait(for: "Enjoy!", in: "h1", timeoutSeconds: 90)
        try await stand.customer(of: order, reads: "delivered")
        #expect(try stand.drops(lane: "A2") == 1)
        try await visit.expectNoComplaints()
        await browser.close()
    }

    @Test func aJamGivesTheMoneyBackInWords() async throws {
        var options = Stand.Options()
        options.faults = "A1=jam"
        let stand = try await Stand.start(options)
        let visit = try await CustomerVisit(stand, BrowserOptions(languages: ["de-DE", "de"]))
        let browser = visit.browser
        try await visit.arrive()
        let order = try await visit.choose("a1")
        try await browser.wait(for: "Bitte zahlen Sie 1,50", in: "h1")
        try await visit.picture("waiting-german")
        try await browser.click(".payment form button")
        try await browser.wait(for: "Nicht geliefert, nichts berechnet", in: "h1")
        #expect(try await browser.text(".outcome")?.contains("Ihre Zahlung ist freigegeben") == true)
        #expect(try await browser.texts(".step-stopped").count == 1)
        try await visit.picture("released-german")
        try await stand.sale(order) { $0["ending"].text == "released" }
        #expect(try stand.drops() == 0)
        // The lane is out of order for the next customer.
        try await browser.open("\(visit.base)/m/lobby")
        try await browser.wait(for: "Außer Betrieb", in: ".selection button[disabled]")
        try await visit.picture("place-german")
        // The switch of the page itself.
        try await browser.click("footer a[hreflang=en]")
        try await browser.wait(for: "Out of order", in: ".selection button[disabled]")
        try await browser.open("\(visit.base)/m/lobby")
        try await browser.wait(for: "Out of order", in: ".selection button[disabled]")
        try await visit.expectNoComplaints()
        await browser.close()
    }

    @Test func whatIsSoldOutOrAway() async throws {
        var options = Stand.Options()
        options.stock = 1
        let stand = try await Stand.start(options)
        let visit = try await CustomerVisit(stand)
        let browser = visit.browser
        // Two customers look at the last one.
        try await visit.arrive()
        _ = try await stand.tryOrder("a3", key: "the-other-customer")
        try await browser.click("button[value=a3]")
        try await browser.wait(for: "Sold out", in: "h1")
        try await visit.picture("refused")
        try await browser.click(".top a")
        try await browser.wait(for: "Sold out", in: ".selection button[disabled]")
        try await visit.picture("sold-out")
        try await stand.killAgent()
        try await eventually("the page says that the machine is away", timeoutSeconds: 60, pollMilliseconds: 500) {
            try await browser.open("\(visit.base)/m/lobby")
            return try await browser.text(".notice")?.contains("not reachable right now") == true
        }
        #expect(try await !browser.has("button[name=selection]"))
        try await visit.picture("offline")
        try await browser.open("\(visit.base)/m/nowhere")
        try await browser.wait(for: "There is nothing here", in: "h1")
        // The browser itself notes the answers 404 and 409; nothing else went wrong.
        let others = try await browser.complaints().filter {
            !$0.contains("status of 404") && !$0.contains("status of 409")
        }
        #expect(others == [])
        await browser.close()
    }
}
