import Protocol
import TestSupport
import Testing

@testable import Coordinator

/// The operators' pages in a browser.
@Suite("Operator pages, end to end", .serialized, .timeLimit(.minutes(10)))
struct OperatorPageTests {
    @Test func letInWhoeverHasATokenAndNobodyElse() async throws {
        try await Town.visit { town in
            let browser = try await Browser.start(BrowserOptions(screen: .desktop))
            try await browser.open("\(town.address)/operator/places")
            try await browser.wait(forAddress: "/login?next=")
            try await browser.type("mm_wrong", into: "#token")
            try await browser.click("main button")
            try await browser.wait(for: "This token is not known here", in: "[role=alert]")
            try await browser.type(town.token, into: "#token")
            try await browser.click("main button")
            try await browser.wait(for: "#main")
            #expect(try await browser.cookie("mintmark")?.isEmpty == false)
            #expect(try await browser.script("return document.cookie").text == "")
            try await browser.click(".login-state button")
            try await browser.wait(forAddress: "/login")
            try await browser.open("\(town.address)/operator")
            try await browser.wait(forAddress: "/login?next=")
            await browser.close()
        }
    }

    @Test func goBackToWhereTheLoginWasAskedFor() async throws {
        try await Town.visit { town in
            let browser = try await Browser.start(BrowserOptions(screen: .desktop, runsScripts: false))
            try await browser.open("\(town.address)/operator/sales?state=inDoubt")
            try await browser.type(town.token, into: "#token")
            try await browser.click("main button")
            try await browser.wait(forAddress: "/operator/sales?state=inDoubt")
            await browser.close()
        }
    }

    @Test func refuseAFormThatIsNotOfThisLogin() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn()
            let before = try await town.lane("A1", at: "town-hall").units.stock
            try await browser.open("\(town.address)/operator/places/town-hall")
            try await browser.script(
                """
                document.querySelector("#counts [name=form-token]").value = "forged";
                document.querySelector("[name=count-A1]").value = "1";
                """
            )
            try await browser.click("#counts button")
            try await browser.wait(for: "nothing was changed", in: "main")
            #expect(try await town.lane("A1", at: "town-hall").units.stock == before)
            await browser.close()
        }
    }

    @Test func settleWhatIsInDoubt() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn()
            try await browser.wait(for: "need you now", in: "h1")
            try await browser.click("a[href='/operator/waiting#inDoubt']")
            try await browser.wait(for: "Nobody knows yet", in: "#inDoubt")
            let path = "/operator/sales/\(town.doubtful)"
            try await browser.click("article a[href='\(path)']")
            try await browser.wait(for: "This sale waits for you", in: "#decide")
            try await browser.type("Looked into the lane: it is gone", into: "#note-sale")
            try await browser.click("button[value=delivered]")
            try await browser.wait(for: "The sale is now: delivered.", in: "[role=status]")
            #expect(try await town.sale(town.doubtful).state.ending == .captured)
            let story = try await browser.text(".timeline") ?? ""
            #expect(story.contains("Looked into the lane"))
            // Commands keep seconds, all else milliseconds: each moment is in its own year.
            #expect(story.contains("must start before 15 Jan 2027") && !story.contains("1970"))
            await browser.close()
        }
    }

    @Test func restockAndChangePricesWithoutScripts() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn(BrowserOptions(screen: .phone, runsScripts: false))
            try await browser.open("\(town.address)/operator/places/town-hall")
            try await browser.clear("[name=count-A4]")
            try await browser.type("12", into: "[name=count-A4]")
            try await browser.click("#counts button")
            // Without scripts a test can look for elements only.
            try await browser.wait(for: ".banner[role=status]")
            #expect(try await town.lane("A4", at: "town-hall").units.stock == 12)
            try await browser.click("a[href='/operator/places/town-hall/prices']")
            try await browser.clear("[name=price-0]")
            try await browser.type("free", into: "[name=price-0]")
            try await browser.click("main button")
            try await browser.wait(for: "[role=alert]")
            try await browser.clear("[name=price-0]")
            try await browser.type("1.80", into: "[name=price-0]")
            try await browser.click("main button")
            try await browser.wait(for: ".banner[role=status]")
            #expect(try await town.place("town-hall").selections.first?.price == "180")
            await browser.close()
        }
    }

    @Test func acknowledgeAnAlarmAndCountTheRest() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn()
            let before = try await town.openAlarms()
            try await browser.open("\(town.address)/operator/alarms")
            try await browser.click("article form button")
            try await browser.wait(for: "The alarm is acknowledged.", in: "[role=status]")
            #expect(try await town.openAlarms() == before - 1)
            #expect(try await browser.count("article") == before - 1)
            await browser.close()
        }
    }

    @Test func showWhatChangesWithoutBeingAsked() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn()
            let before = try await browser.text("h1") ?? ""
            try await browser.script("window.stayed = true")
            let desk = SaleDecision(desk: town.coordinator.desk)
            let id = town.doubtful
            try await town.coordinator.runtime.perform { work in
                _ = try desk.apply(.resolve(.delivered), to: id, note: "by somebody else", by: "bob", in: work)
            }
            try await eventually("the page follows", timeoutSeconds: 45) {
                try await browser.text(".needs")?.contains("2 deliveries are in doubt") == false
            }
            #expect(try await browser.script("return window.stayed").boolean == true)
            #expect(!before.isEmpty)
            await browser.close()
        }
    }

    @Test func showAStationThatIsLostWithoutBeingAsked() async throws {
        try await Town.visit { town in
            let browser = try await town.logIn()
            try await browser.wait(for: "station S2 is Held", in: ".needs")
            try await browser.script("window.stayed = true")
            let press = AgentLinks.Session(machine: TownPast.id("press-1"), incarnation: 1, epoch: 1, confirmed: true)
            let telemetry = TelemetryService(runtime: town.coordinator.runtime, links: town.coordinator.links)
            var sequence: Int64 = 0
            // The page's stream may not be open at first, so the station goes on changing until the page has seen it.
            try await eventually("the page follows", timeoutSeconds: 45, pollMilliseconds: 500) {
                sequence += 1
                let isSet = sequence.isMultiple(of: 2)
                let health = HealthReport(
                    lanes: [],
                    stations: [.init(id: "S2", packML: nil, heartbeat: false, watchdog: isSet)],
                    journalDepth: 0,
                    deliveries: 0,
                    program: "1.4.2"
                )
                let item = TelemetryItem(seq: sequence, at: 1, health: health)
                let batch = TelemetryBatch(inc: 1, dropped: 0, items: [item])
                _ = try await telemetry.take(try StrictJSON.encode(batch), from: press)
                return try await browser.text(".needs")?.contains("the heartbeat of station S2 is lost") == true
            }
            #expect(try await browser.text(".stations")?.contains("Lost") == true)
            #expect(try await browser.script("return window.stayed").boolean == true)
            await browser.close()
        }
    }
}
