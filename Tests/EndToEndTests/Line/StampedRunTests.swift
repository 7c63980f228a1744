import Foundation
import NIOHTTP1
import Supervision
import TestSupport
import Testing

/// A run on the simulated line, with every program a process of its own: from the order to a proof that is checked
/// offline.
@Suite("A stamped run, end to end", .timeLimit(.minutes(4)))
struct StampedRunTests {
    private static let gtin = "09520123456788"

    private static func stand(_ faults: String = "") async throws -> Stand {
        try await Stand.start(
            Stand.Options(faults: faults, machine: "stamping-line", linePort: freePort())
        )
    }

    private static func order(_ stand: Stand, count: Int, spare: Int) async throws -> String {
        _ = try await stand.api.put("/v1/products/\(gtin)", #"{"name":"Pump P-40"}"#)
        _ = try await stand.api.put(
            "/v1/products/\(gtin)/passport",
            #"""
            {"economicOperatorId":"https://id.example.com/417/9520123456788",
            "elements":{"mass":{"value":12,"tier":"public"},"supplier":{"value":"Acme","tier":"owner"}}}
            """#
        )
        let machine = try await stand.machineID()
        let run = try await stand.api.post(
            "/v1/runs",
            #"{"gtin":"\#(gtin)","lot":"L1","count":\#(count),"spare":\#(spare),"machine":"\#(machine)","start":true}"#
        )
        return run["id"].text
    }

    private static func ended(_ stand: Stand, _ run: String, seconds: Double) async throws -> JSONValue {
        try await stand.patient(seconds: seconds) {
            let view = try await stand.api.get("/v1/runs/\(run)")
            // Doubt holds the line until somebody has looked.
            if view["state"].text == "interrupted", view["asked"].text.isEmpty {
                _ = try? await stand.api.post("/v1/runs/\(run)/resume", "")
            }
            guard view["state"].text == "ended" else { throw TestSupportError("the run goes on: \(view)") }
            return view
        }
    }

    private static func units(_ stand: Stand, _ run: String) async throws -> [JSONValue] {
        try await stand.api.get("/v1/runs/\(run)/units?limit=200")["units"].list
    }

    @Test func everyUnitHasItsPassportAndAProof() async throws {
        let stand = try await Self.stand()
        let run = try await Self.order(stand, count: 5, spare: 2)
        let view = try await Self.ended(stand, run, seconds: 90)
        #expect(view["commissioned"].text == "5" && view["scrapped"].text == "0")
        let units = try await Self.units(stand, run)
        #expect(units.map { $0["state"].text } == Array(repeating: "commissioned", count: 5))
        // What the line marked is what the books have, once each.
        let marks = try stand.world().filter { $0.what == .mark }.compactMap(\.serial)
        #expect(marks == units.map { $0["serial"].text })

        let serial = try #require(marks.first)
        let link = "/01/\(Self.gtin)/21/\(serial)"
        let found = try await stand.api.asStranger.call(.GET, link)
        #expect(found.status == 307 || found.status == 200, "\(found.status): \(found.text.prefix(200))")
        let page = try await stand.api.asStranger.call(.GET, "/p\(link)")
        #expect(page.status == 200 && page.text.contains("Pump P-40") && !page.text.contains("Acme"))

        // The proof is a file that anybody checks with the log's key alone.
        let proof = try await stand.patient {
            let text = try await stand.api.asStranger.call(.GET, "/p\(link)").text
            guard let match = text.firstMatch(of: /\/log\/proof\/[0-9]+/) else {
                throw TestSupportError("the leaf is not published yet")
            }
            return try await stand.api.asStranger.call(.GET, String(match.output)).text
        }
        let file = stand.folder.path("unit.tlog-proof")
        try proof.write(toFile: file, atomically: true, encoding: .utf8)
        let verify = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["verify", file, "--key", "\(stand.coordinatorState)/log.pub"]
        )
        #expect(try await verify.waitUntilExit() == 0, "\(verify.lines)")

        // What was not used comes back.
        try await stand.patient {
            let blocks = try await stand.api.get("/v1/blocks")["blocks"].list
            guard blocks.allSatisfy({ $0["state"].text == "closed" }) else {
                throw TestSupportError("a block is not closed yet: \(blocks)")
            }
            let inactive = blocks.reduce(0) { $0 + (Int($1["serials"]["inactive"].text) ?? 0) }
            #expect(inactive == 2)
        }
        #expect(try await stand.api.get("/v1/alarms")["alarms"].list.isEmpty)
    }

    @Test func aLineWithFaultsEndsWithEverySerialAccountedFor() async throws {
        let stand = try await Self.stand("S1=mixed:5")
        let run = try await Self.order(stand, count: 40, spare: 60)
        let view = try await Self.ended(stand, run, seconds: 200)
        #expect(view["commissioned"].text == "40")
        let units = try await Self.units(stand, run)
        let serials = units.map { $0["serial"].text }
        #expect(Set(serials).count == serials.count)
        #expect(units.allSatisfy { ["commissioned", "scrapped", "inactive"].contains($0["state"].text) })
        // The marker fired at most once for each serial.
        let marks = try stand.world().filter { $0.what == .mark }.compactMap(\.serial)
        #expect(Set(marks).count == marks.count)
        let commissioned = Set(units.filter { $0["state"].text == "commissioned" }.map { $0["serial"].text })
        #expect(commissioned.isSubset(of: marks))
    }
}
