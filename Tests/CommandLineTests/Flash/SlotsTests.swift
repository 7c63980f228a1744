import Foundation
import Protocol
import TestSupport
import Testing

/// The script that keeps the slots, with a service manager that only writes down what it is told. On a whole machine it
/// is shown by the emulated one.
@Suite("Slots", .timeLimit(.minutes(5)))
struct SlotsTests {
    private static func bench(_ version: String? = "1") async throws -> SlotsBench {
        let bench = try SlotsBench()
        if let version {
            try bench.upload(version, number: 1, .good)
            #expect(try await bench.run("install").hasSuffix("kept \n"))
        }
        return bench
    }

    @Test func aReleaseIsKeptAndTheOneBeforeIsThereToGoBackTo() async throws {
        let bench = try await Self.bench()
        #expect(bench.current == "1" && bench.previous == nil && bench.isLinked)
        try bench.upload("2", number: 2, .good)
        try await bench.run("install")
        #expect(bench.current == "2" && bench.previous == "1")
        #expect(UpdateReport(bench.outcome)?.kept == true && UpdateReport(bench.outcome)?.number == 2)
        #expect(!bench.has("trial") && !bench.has("incoming"))
        try await bench.run("back")
        #expect(bench.current == "1" && bench.previous == "2")
        try await bench.run("back")
        #expect(bench.current == "2" && bench.previous == "1")
    }

    @Test(
        arguments: [
            ("doesNotStart", "the last words of the agent"), ("failsItsGate", "an output is not safe"),
            ("endsByItself", "it ended: the last words of the agent"),
        ]
    )
    func aReleaseThatDoesNotProveItselfIsReturnedFrom(_ agent: String, _ reason: String) async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, try #require(SlotsBench.Agent(rawValue: agent)))
        let log = try await bench.run("install")
        #expect(log.contains("returned") && log.contains(reason))
        #expect(bench.current == "1" && bench.previous == nil && !bench.has("trial"))
        let report = try #require(UpdateReport(bench.outcome))
        #expect(!report.kept && report.version == "2" && report.reason?.contains(reason) == true)
    }

    @Test func withoutATechnicianItIsReturnedFrom() async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, .good, confirmSeconds: 1)
        #expect(try await bench.run("install", confirms: false).contains("nobody confirmed it"))
        #expect(bench.current == "1")
    }

    @Test func aFirstReleaseThatFailsLeavesNothingThatRuns() async throws {
        let bench = try await Self.bench(nil)
        try bench.upload("1", number: 1, .failsItsGate)
        try await bench.run("install")
        #expect(bench.current == nil && !bench.isLinked)
        // The power may go again before the trial is over: whatever settles it is still there.
        for name in [
            "systemd/system/mintmark-slots.service", "systemd/system/sysinit.target.wants/mintmark-slots.service",
        ] {
            #expect(throws: Never.self) {
                try FileManager.default.attributesOfItem(atPath: bench.folder.path("root/etc/\(name)"))
            }
        }
    }

    /// For the whole trial, by whichever agent can give it.
    @Test func aLeaseIsTakenBeforeOrAtTheStart() async throws {
        let bench = try await Self.bench()
        let leases = bench.folder.path("root/run/leases")
        let lease =
            "lease --socket \(bench.folder.path("root/run/mintmark-agent/socket")) --owner flash --seconds 272\n"
        #expect(try String(contentsOfFile: leases, encoding: .utf8) == lease)
        try bench.upload("2", number: 2, .good)
        try await bench.run("install")
        #expect(try String(contentsOfFile: leases, encoding: .utf8) == lease + lease)
    }

    /// What a flash that did not come about asked for is not meant for the next thing that is done.
    @Test func goingBackObeysNoOptionsOfAnEarlierFlash() async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, .good)
        try await bench.run("install")
        try bench.upload("3", number: 3, .good)
        try bench.setBusy(true)
        try "".write(
            toFile: bench.folder.path("root/opt/mintmark/agent/incoming/force"),
            atomically: true,
            encoding: .utf8
        )
        #expect(try await bench.run("install").contains("failed busy"))
        #expect(bench.has("incoming/force"))
        try bench.setBusy(false)
        let log = try await bench.run("back")
        #expect(log.hasSuffix("kept \n"), "\(log)")
        #expect(!bench.has("incoming/force"))
    }

    @Test func whatIsUnderWayIsNotInterrupted() async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, .good)
        try bench.setBusy(true)
        #expect(try await bench.run("install").contains("failed busy: a delivery"))
        #expect(bench.current == "1" && !bench.has("trial"))
        try bench.setBusy(false)
        try bench.upload("2", number: 2, .good)
        try await bench.run("install")
        #expect(bench.current == "2")
    }

    @Test func whatArrivedDamagedIsNotUsed() async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, .good)
        let path = bench.folder.path("root/opt/mintmark/agent/incoming/\(Digests.sha256("good\n"))")
        try "bad\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try await bench.run("install").contains("failed damaged"))
        #expect(!bench.has("incoming"), "all of it is sent anew")
        #expect(bench.current == "1" && bench.previous == nil)
        #expect(try await bench.run("back").contains("failed nothing"))
    }

    /// The power goes at each step. At the next boot the machine runs what it ran before, or, once the technician has
    /// confirmed and it was kept, the new one; nothing is on trial any more, and the next flash works.
    @Test(arguments: ["staging", "staged", "trial", "switched", "started", "passed", "keeping", "kept"])
    func aPowerCutEndsInOneOfBoth(_ step: String) async throws {
        let bench = try await Self.bench()
        try bench.upload("2", number: 2, .good)
        #expect(try await bench.cut("install", at: step))
        try await bench.run("settle")
        #expect(bench.current == (step == "kept" ? "2" : "1"))
        #expect(!bench.has("trial"))
        if !["staging", "staged", "kept"].contains(step) {
            #expect(UpdateReport(bench.outcome)?.reason == "the power went while it was on trial")
        }
        try bench.upload("3", number: 3, .good)
        try await bench.run("install")
        #expect(bench.current == "3" && UpdateReport(bench.outcome)?.kept == true)
    }
}
