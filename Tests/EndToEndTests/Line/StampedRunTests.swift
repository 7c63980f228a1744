import Foundation
import NIOHTTP1
import Passport
import Supervision
import TestSupport
import Testing

@testable import Machine

/// A run on the simulated line, with every program a process of its own: from the order to a proof that is checked
/// offline.
@Suite("A stamped run, end to end", .timeLimit(.minutes(14)))
struct StampedRunTests {
    private static let gtin = Stand.gtin

    @Test func everyUnitHasItsPassportAndAProof() async throws {
        let stand = try await Stand.start(Stand.Options(machine: "stamping-line", linePort: freePort()))
        let run = try await stand.orderRun(count: 5, spare: 2)
        let view = try await stand.endedRun(run, seconds: 90)
        #expect(view["commissioned"].text == "5" && view["scrapped"].text == "0")
        let units = try await stand.units(of: run)
        #expect(units.map { $0["state"].text } == Array(repeating: "commissioned", count: 5))
        // What the line marked is what the books have, once each.
        let marks = try stand.marks()
        #expect(marks == units.map { $0["serial"].text })

        let serial = try #require(marks.first)
        let link = "/01/\(Self.gtin)/21/\(serial)"
        let found = try await stand.api.asScanner.call(.GET, link)
        #expect(found.status == 307, "\(found.status): \(found.text.prefix(200))")
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
        #expect(try await Self.mintmark("verify", file, "--key", "\(stand.coordinatorState)/log.pub") == 0)

        // What was not used comes back.
        let inactive = try await stand.closedBlocks().reduce(0) { $0 + (Int($1["serials"]["inactive"].text) ?? 0) }
        #expect(inactive == 2)
        #expect(try await stand.api.get("/v1/alarms")["alarms"].list.isEmpty)
        try await Self.expectLiveCheck(stand)
    }

    /// Files and mirror are compared beside the coordinator; only to rebuild them it has to stop.
    private static func expectLiveCheck(_ stand: Stand) async throws {
        func fsck(_ more: String...) async throws -> Int32 {
            try await ChildProcess(
                BuiltProducts.path("mintmark"),
                arguments: ["log", "fsck", "--state", stand.coordinatorState] + more
            ).waitUntilExit(timeoutSeconds: 60)
        }
        #expect(try await fsck() == 0)
        #expect(try await fsck("--rebuild", "files") == 75)
        let folder = "\(stand.coordinatorState)/log/tile/entries/000.p"
        let newest = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder).compactMap(Int.init).max()
        )
        let file = "\(folder)/\(newest)"
        var bytes = try readFile(file)
        bytes[40] ^= 1
        try writeFile(file, bytes)
        #expect(try await fsck() == 1)
        bytes[40] ^= 1
        try writeFile(file, bytes)
        #expect(try await fsck() == 0)
    }

    /// Short times, so that faults take little of them.
    private static let fast = [
        "requestTimeout: 300ms": "requestTimeout: 100ms", "markTimeout: 5s": "markTimeout: 200ms",
        "readTimeout: 2s": "readTimeout: 100ms", "period: 300ms, timeout: 1s": "period: 100ms, timeout: 400ms",
    ]

    @Test func fiveHundredUnitsWithEveryFaultEndWithEverySerialAccountedFor() async throws {
        let stand = try await Stand.start(
            Stand.Options(
                faults: "S1=mixed:5",
                machine: "stamping-line",
                linePort: freePort(),
                machineChanges: Self.fast
            )
        )
        let run = try await stand.orderRun(count: 500, spare: 500)
        // The log is checked again and again while it grows.
        let checks = Task {
            var statuses: [Int32] = []
            for _ in 1...5 {
                try await Task.sleep(for: .seconds(5))
                statuses.append(try await Self.mintmark("log", "fsck", "--state", stand.coordinatorState))
            }
            return statuses
        }
        defer { checks.cancel() }
        let view = try await stand.endedRun(run, seconds: 720)
        #expect(try await checks.value == [0, 0, 0, 0, 0])
        #expect(view["commissioned"].text == "500" && view["reason"].text.isEmpty, "\(view)")
        let units = try await stand.units(of: run)
        let serials = units.map { $0["serial"].text }
        #expect(Set(serials).count == serials.count)
        #expect(units.allSatisfy { ["commissioned", "scrapped", "inactive"].contains($0["state"].text) })
        let commissioned = units.filter { $0["state"].text == "commissioned" }.map { $0["serial"].text }
        #expect(commissioned.count == 500)

        // The line itself counted what its marker did: at most once for each intent, and for nothing else.
        let marks = try stand.marks()
        #expect(Set(marks).count == marks.count && Set(marks).isSubset(of: serials))
        #expect(Set(commissioned).isSubset(of: marks))
        Self.expectEveryFault(commands: marks.count)

        try await Self.expectBooks(stand, units)
        try await Self.expectProofs(stand, commissioned)
        #expect(try await Self.mintmark("serials", "check", "--state", stand.coordinatorState) == 0)
    }

    /// Five of a hundred commands or so were struck by each of the faults.
    private static func expectEveryFault(commands: Int) {
        let struck = (1...UInt32(commands)).map { StationFault.mixed(percent: 5).strike(command: $0).name }
        for name in ["lateReply", "lostReply", "wrongEcho", "stuckBusy", "powerLoss", "unreadable", "misread"] {
            #expect(struck.count { $0 == name } >= commands / 25, "\(name)")
        }
    }

    /// Every serial that was granted has its end, and the blocks say the same as the units.
    private static func expectBooks(_ stand: Stand, _ units: [JSONValue]) async throws {
        let blocks = try await stand.closedBlocks()
        func count(_ state: String) -> Int { blocks.reduce(0) { $0 + (Int($1["serials"][state].text) ?? 0) } }
        let (commissioned, scrapped) = (count("commissioned"), count("scrapped"))
        #expect(commissioned == 500)
        #expect(scrapped == units.count { $0["state"].text == "scrapped" })
        #expect(commissioned + scrapped + count("inactive") == 1_000)
        let check = try await stand.api.get("/v1/serials/check")
        #expect(check["balanced"].text == "true", "\(check["findings"])")
        #expect(check["serials"]["commissioned"].text == "500")
    }

    /// Every commissioned unit leads to its passport, and its entry is proven to whoever has the log's key.
    private static func expectProofs(_ stand: Stand, _ serials: [String]) async throws {
        let key = try String(contentsOfFile: "\(stand.coordinatorState)/log.pub", encoding: .utf8)
        let policy = try LogPolicy(log: NoteKey(text: key.trimmingCharacters(in: .whitespacesAndNewlines)))
        let faults = try await withThrowingTaskGroup(of: [String].self) { group in
            for part in 0..<4 {
                group.addTask {
                    var faults: [String] = []
                    for (index, serial) in serials.enumerated() where index % 4 == part {
                        if let fault = try await fault(of: serial, stand, policy) { faults.append(fault) }
                    }
                    return faults
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(faults == [])
        for serial in [serials[0], serials[250], serials[499]] {
            let file = stand.folder.path("\(serial).tlog-proof")
            try await proof(of: serial, stand).write(toFile: file, atomically: true, encoding: .utf8)
            #expect(try await mintmark("verify", file, "--key", "\(stand.coordinatorState)/log.pub") == 0)
        }
    }

    private static func link(_ serial: String) -> String { "https://id.gs1.org/01/\(gtin)/21/\(serial)" }

    private static func proof(of serial: String, _ stand: Stand) async throws -> String {
        try await stand.patient {
            let answer = try await stand.api.asStranger.call(.GET, "/log/proof?product=\(link(serial))")
            guard answer.status == 200 else { throw TestSupportError("no proof of \(serial): \(answer.text)") }
            return answer.text
        }
    }

    private static func fault(of serial: String, _ stand: Stand, _ policy: LogPolicy) async throws -> String? {
        let found = try await stand.api.asScanner.call(.GET, "/01/\(gtin)/21/\(serial)")
        guard found.status == 307, found.location?.hasSuffix("/p/01/\(gtin)/21/\(serial)") == true else {
            return "\(serial) answered \(found.status) \(found.location ?? "")"
        }
        let proof = try LogProofFile(await Self.proof(of: serial, stand))
        let entry = proof.extra ?? []
        try proof.check(entry: entry, by: policy)
        let leaf = try LogLeaf(bytes: entry)
        let isIt =
            try leaf.subject == DigitalLink(link(serial)).logSubject && leaf.kind == .commission
            && leaf.hashes["passport"] != nil
        return isIt ? nil : "\(serial): \(leaf)"
    }

    private static func mintmark(_ arguments: String...) async throws -> Int32 {
        try await ChildProcess(BuiltProducts.path("mintmark"), arguments: arguments).waitUntilExit(timeoutSeconds: 60)
    }
}
