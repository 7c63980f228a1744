import Doctor
import Foundation
import TestSupport
import Testing

/// The doctor over ssh, on lines, clock and disk of a whole machine.
@Suite(
    "The doctor of the emulated machine",
    .serialized,
    .enabled(if: RigTier.isFull, "make rig runs it"),
    .timeLimit(.minutes(20))
)
struct RigDoctorTests {
    @Test func findsWhatIsWrongWithAWholeMachine() async throws {
        let bench = try await FlashBench.start()
        let release = try await bench.releases.make(number: 1, version: "1.0.0")
        let flashed = try await bench.mintmark(["flash", FlashBench.host, "--release", release] + FlashBench.first)
        try #require(flashed.status == 0, "\(flashed.text)")

        let running = try await Self.codes(bench)
        #expect(running.contains(.setupAgentRuns) && running.contains(.linkOK), "\(running)")
        try await bench.rig.sh("sudo systemctl stop mintmark-agent")
        // A process that drives a line of the kernel is killed, to see what the line does.
        let well = try await Self.codes(bench, "--pulse", "A1")
        for code in [FindingCode.linesOK, .outputsOK, .pulseOK, .releaseOK, .linkOK, .queueOK, .diskOK] {
            #expect(well.contains(code), "\(well)")
        }
        #expect(try await bench.rig.world().contains { $0.motor == "GPIO16" && $0.what == "on" })

        // Two switches at each other's wires, which only a motor shows.
        let profile = bench.stand.folder.path("profile.json")
        let text = try String(contentsOfFile: profile, encoding: .utf8)
        let swapped = text.replacingOccurrences(of: "GPIO22", with: "GPIO_")
            .replacingOccurrences(of: "GPIO23", with: "GPIO22").replacingOccurrences(of: "GPIO_", with: "GPIO23")
        try #require(swapped != text)
        let wired = bench.folder.path("swapped.json")
        try swapped.write(toFile: wired, atomically: true, encoding: .utf8)
        try await bench.rig.wire(wired)
        #expect(try await Self.codes(bench, "--pulse", "A1").contains(.linesSwapped))
        try await bench.rig.wire(profile)
        #expect(try await Self.codes(bench, "--pulse", "A1").contains(.pulseOK))

        try await bench.rig.sh("sudo date -s '1 hour'")
        #expect(try await Self.codes(bench).contains(.clockWrong))
        try await bench.rig.sh("sudo date -s '1 hour ago'")

        try await bench.rig.sh(
            "sudo fallocate -l $(df -Pk /var | sed -n '2p' | tr -s ' ' | cut -d' ' -f4)K /var/filler"
        )
        #expect(try await Self.codes(bench).contains(.diskFull))
        try await bench.rig.sh("sudo rm /var/filler && sudo systemctl start mintmark-agent")
        try await bench.stand.furnish()
        try await bench.sell("a1")
        try await bench.rig.rig("down")
    }

    /// What a technician is told.
    private static func codes(_ bench: FlashBench, _ words: String...) async throws -> [FindingCode] {
        let visit = try await bench.mintmark(["doctor", FlashBench.host, "--json", "--yes"] + words)
        guard let line = visit.text.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
            throw TestSupportError("the doctor reports nothing: \(visit.text)")
        }
        return try DoctorReport.decode(Array(line.utf8)).findings.map(\.code)
    }
}
