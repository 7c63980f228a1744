import TestSupport
import Testing

/// A technician flashes a whole emulated machine over ssh.
@Suite(
    "Flashing the emulated machine",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(40))
)
struct FlashTests {
    /// One command makes a fresh computer a machine that sells; then each broken release is returned from, and the
    /// operator reads why.
    @Test func aFreshComputerBecomesAMachineThatSellsAndBrokenReleasesReturn() async throws {
        let bench = try await FlashBench.start()
        let one = try await bench.releases.make(number: 1, version: "1.0.0")

        let dry = try await bench.mintmark(
            ["flash", FlashBench.host, "--release", one, "--dry-run"] + FlashBench.first
        )
        #expect(dry.status == 0 && dry.text.contains("1.0.0 (1)"), "\(dry.text)")
        #expect(try await bench.rig.sh("ls -d /opt/mintmark 2>/dev/null; true").isEmpty, "a dry run does nothing")

        let flashed = try await bench.mintmark(["flash", FlashBench.host, "--release", one] + FlashBench.first)
        if flashed.status != 0 { Issue.record("\(try await Self.journal(bench))") }
        try #require(flashed.status == 0, "\(flashed.text)")
        #expect(flashed.text.contains("runs 1.0.0 (1) as lobby-1::"))
        try await bench.stand.furnish()
        try await bench.sell("a1")
        let world = try await bench.rig.world()
        #expect(world.map(\.what) == ["on", "drop", "off"] && world.allSatisfy { $0.motor == "GPIO16" })

        let again = try await bench.mintmark("flash", FlashBench.host, "--release", one)
        #expect(again.status == 0 && again.text.contains("nothing was changed"), "\(again.text)")

        // An update: what is the same is not sent again, and the machine hardly stops serving.
        let two = try await bench.releases.make(number: 2, version: "1.1.0")
        let updated = try await bench.mintmark("flash", FlashBench.host, "--release", two)
        if updated.status != 0 { Issue.record("\(try await Self.journal(bench))") }
        try #require(updated.status == 0, "\(updated.text)")
        try await bench.sell("a2")
        let status = try await bench.mintmark("status", FlashBench.host)
        #expect(
            status.status == 0 && status.text.contains("1.1.0 (2)") && status.text.contains("1.0.0 (1)"),
            "\(status.text)"
        )

        // Back to the release before; then forward again.
        let back = try await bench.mintmark("rollback", FlashBench.host, "--yes")
        #expect(back.status == 0 && back.text.contains("1.0.0 (1) again"), "\(back.text)")
        try await bench.sell("a3")
        let forward = try await bench.mintmark("flash", FlashBench.host, "--release", two)
        try #require(forward.status == 0, "\(forward.text)")

        for (index, broken) in TestRelease.Agent.allCases.filter({ $0 != .good }).enumerated() {
            let number = Int64(10 + index)
            try await Self.expectReturn(bench, from: two, broken, number)
        }
        try await bench.sell("a4")
        // They lay where the release before was.
        let further = try await bench.mintmark("rollback", FlashBench.host, "--yes")
        #expect(further.status != 0 && further.text.contains("no release to go back to"), "\(further.text)")
        let logs = try await bench.mintmark("logs", FlashBench.host, "--lines", "20")
        #expect(logs.status == 0 && logs.text.contains("session.open"), "\(logs.text)")
        #expect(try await bench.stand.api.get("/v1/ledger/check")["findings"].list.isEmpty)
        try await bench.rig.rig("down")
    }

    private static func expectReturn(
        _ bench: FlashBench,
        from good: String,
        _ agent: TestRelease.Agent,
        _ number: Int64
    ) async throws {
        let before = try await bench.rig.sh("readlink /opt/mintmark/agent/current")
        let release = try await bench.releases.remake(good, agent: agent, number: number, version: "2.0.\(number)")
        let flashed = try await bench.mintmark(
            ["flash", FlashBench.host, "--release", release, "--gate-seconds", "20"]
        )
        #expect(flashed.status == 1 && flashed.text.contains("did not keep it"), "\(agent): \(flashed.text)")
        #expect(try await bench.rig.sh("readlink /opt/mintmark/agent/current") == before)
        #expect(try await bench.rig.sh("systemctl is-active mintmark-agent; true") == "active")
        let reason: String =
            switch agent {
            case .crashes: "can not read its settings"
            case .hangs: "it does not start"
            case .crashesLater: "again and again"
            case .failsSelfTest: "not at its safe level"
            case .otherProcessor: "Exec format error"
            case .good: ""
            }
        #expect(flashed.text.contains(reason), "\(agent): \(flashed.text)")
        let status = try await bench.mintmark("status", FlashBench.host)
        #expect(status.status == 1 && status.text.contains("returned: "), "\(status.text)")
        // The operator reads it too.
        _ = try await bench.stand.patient(seconds: 60, pollMilliseconds: 500) {
            let alarms = try await bench.stand.api.get("/v1/alarms")["alarms"].list
            let told = alarms.contains {
                $0["code"].text == "machine.updateReturned" && $0["text"].text.contains("release \(number),")
            }
            guard told else { throw TestSupportError("no alarm of release \(number): \(alarms)") }
            return true
        }
    }

    static func journal(_ bench: FlashBench) async throws -> String {
        try await bench.rig.sh(
            "cat /run/mintmark-flash/log; sudo journalctl -u mintmark-agent -u mintmark-flash -o cat | tail -30; true"
        )
    }
}
