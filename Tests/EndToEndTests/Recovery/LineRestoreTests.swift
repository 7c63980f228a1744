import NIOHTTP1
import TestSupport
import Testing

/// A backup that is put back when a line has made units since: with the files of the log, which only grow, and without
/// a person's help.
@Suite("Restore of a stamping line, end to end", .timeLimit(.minutes(5)))
struct LineRestoreTests {
    @Test func theLineTellsAgainWhatItMade() async throws {
        let stand = try await Stand.start(Stand.Options(machine: "stamping-line", linePort: freePort()))
        let eva = try Operator(stand)
        let first = try await stand.orderRun(count: 2, spare: 1)
        _ = try await stand.endedRun(first, seconds: 90)
        _ = try await stand.closedBlocks()
        let file = stand.folder.path("monday.tar")
        _ = try await eva.must("backup", "make", "-o", file)

        let second = try await stand.orderRun(count: 3, spare: 2)
        let before = try await stand.endedRun(second, seconds: 90)
        let units = try await stand.units(of: second)
        _ = try await stand.closedBlocks()
        #expect(units.map { $0["state"].text } == Array(repeating: "commissioned", count: 3))

        try await stand.killAgent()
        try await stand.killCoordinator()
        _ = try await eva.must("restore", file, "--state", stand.coordinatorState, "--replace")
        try await stand.startCoordinator()
        #expect(try await stand.api.call(.GET, "/v1/runs/\(second)").status == 404)

        try await stand.startAgent()
        try await eventually("the recovery ends by itself", timeoutSeconds: 60) {
            try await stand.api.get("/v1/recovery")["open"].text == "false"
        }
        let after = try await stand.endedRun(second, seconds: 60)
        for member in ["gtin", "lot", "count", "state", "commissioned", "scrapped", "unusable"] {
            #expect(after[member] == before[member], "\(member)")
        }
        #expect(try await stand.units(of: second).map { $0["serial"].text } == units.map { $0["serial"].text })
        _ = try await stand.closedBlocks()
        #expect(try await stand.openAlarms().filter { $0.contains("serial") } == [])
        #expect(try await eva.must("serials", "check", "--state", stand.coordinatorState).status == 0)
        for unit in units {
            let link = "/01/\(Stand.gtin)/21/\(unit["serial"].text)"
            #expect(try await stand.api.asScanner.call(.GET, link).status == 307)
            #expect(try await stand.api.asStranger.call(.GET, "/p\(link)").text.contains("Pump P-40"))
        }
        // The line works on, and no serial is used again.
        let third = try await stand.orderRun(count: 2, spare: 1)
        _ = try await stand.endedRun(third, seconds: 90)
        let marks = try stand.marks()
        #expect(marks.count == 7 && Set(marks).count == 7)
        _ = try await stand.closedBlocks()
        try await stand.killCoordinator()
        #expect(try await eva.must("log", "fsck", "--state", stand.coordinatorState).status == 0)
    }
}
