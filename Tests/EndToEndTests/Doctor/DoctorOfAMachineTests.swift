import Doctor
import Foundation
import GPIO
import Journal
import TestSupport
import Testing

@testable import EdgeAgent

/// The doctor of a whole machine: the programs themselves, with a coordinator and a simulated machine behind them.
@Suite("Doctor, end to end", .timeLimit(.minutes(3)))
struct DoctorOfAMachineTests {
    /// What a call of `mintmark doctor` came to.
    private struct Visit {
        var status: Int32
        var report: DoctorReport

        func codes(_ area: Area) -> [FindingCode] { report.findings.map(\.code).filter { $0.area == area } }
    }

    private func visit(_ stand: Stand, _ words: [String] = []) async throws -> Visit {
        let arguments = try await stand.agentArguments()
        let process = try ChildProcess(
            BuiltProducts.path("mintmark"),
            arguments: ["doctor", "--json", "--yes"] + arguments + words
        )
        let exit = try await process.waitUntilExit(timeoutSeconds: 60)
        guard let line = process.lines.last(where: { $0.hasPrefix("{") }) else {
            throw TestSupportError("the doctor reports nothing: \(process.lines)")
        }
        return Visit(status: exit, report: try DoctorReport.decode(Array(line.utf8)))
    }

    @Test func looksAtARunningMachineAndThenAtItsLines() async throws {
        let stand = try await Stand.start()
        let running = try await visit(stand)
        #expect(running.codes(.setup) == [.setupAgentRuns])
        #expect(running.codes(.lines) == [])
        #expect(running.codes(.outputs) == [])
        #expect(running.codes(.link) == [.linkOK])
        #expect(running.codes(.queue) == [.queueOK])
        #expect(running.report.facts.queue?.source == .agent)
        #expect(running.report.facts.clock?.now.offset?.source == .coordinator)
        let machine = try await stand.machineID()
        #expect(running.report.machine == machine)
        #expect(try stand.firings() == 0)

        try await stand.stopAgent()
        let stopped = try await visit(stand)
        #expect(stopped.codes(.setup) == [.setupAgentStopped])
        #expect(stopped.report.facts.setup.profile == .verified)
        #expect(stopped.codes(.lines) == [.linesOK])
        #expect(stopped.codes(.outputs) == [.outputsOK])
        #expect(stopped.codes(.release) == [.releaseNotTested])
        #expect(stopped.codes(.link) == [.linkOK])
        #expect(stopped.report.facts.link?.addresses.first?.isPinned == true)
        #expect(stopped.report.facts.clock?.now.offset.map { $0.milliseconds.magnitude < 5_000 } == true)
        #expect(stopped.codes(.queue) == [.queueOK])
        #expect(stopped.report.facts.queue?.source == .journal)
        #expect(try stand.firings() == 0)

        // The machine sells afterwards as if nobody had looked.
        try await stand.startAgent()
        try await stand.untilReady()
        let order = try await stand.order("a1")["id"].text
        try await stand.pay(order)
        try await stand.customer(of: order, reads: "delivered")
    }

    @Test func turnsWhatWasAllowedAndKillsAProcessToSeeWhatTheLineDoes() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let visit = try await visit(stand, ["--pulse", "A1", "--pulse", "nonsense/x"])
        #expect(visit.codes(.pulse) == [.pulseOK])
        #expect(visit.codes(.release) == [.releaseOK])
        #expect(visit.codes(.setup).contains(.setupConsentRefused))
        // One turn, and one moment until the process was killed.
        #expect(try stand.firings(lane: "A1") == 2)
        #expect(try stand.firings() == 2)
    }

    @Test func aSupportFileHoldsNoSecret() async throws {
        let stand = try await Stand.start()
        try await stand.stopAgent()
        let path = stand.folder.path("support.json")
        let visit = try await visit(stand, ["--support", path])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let file = try JSONDecoder().decode(SupportFile.self, from: Data(text.utf8))
        #expect(file.report == visit.report)
        #expect(file.keyset.contains("tlsPins"))
        #expect(file.profile.contains("lanes"))
        var secrets: [String] = []
        for name in [
            "\(stand.agentState)/identity.key", "\(stand.agentState)/operational.key",
            stand.folder.path("secret"), "\(stand.coordinatorState)/operator.token",
        ] {
            let secret = try String(contentsOfFile: name, encoding: .utf8)
            secrets.append(secret.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        // Of the enrolment secret, its id may be known, and so may the deployment; what proves it may not.
        secrets.append(String(secrets[2].split(separator: ".")[2]))
        let store = try #require(try JournalStore.look(directory: stand.agentState))
        secrets.append(String(decoding: try #require(try store.value(Trust.Key.ratchet)), as: UTF8.self))
        for secret in secrets {
            #expect(secret.utf8.count >= 16)
            #expect(!text.contains(secret))
        }
    }

    @Test func anotherKeyAndASilentAddressAreToldApart() async throws {
        let stand = try await Stand.start()
        let address = "https://127.0.0.1:\(stand.port)"
        let silent = "https://127.0.0.1:\(try freePort())"
        var facts = DoctorFacts(setup: SetupFacts())
        let pins = [String(repeating: "ab", count: 32)]
        let (addresses, offset) = await LinkExamination(addresses: [address, silent], pins: pins).run()
        facts.link = LinkFacts(isEnrolled: true, addresses: addresses)
        #expect(facts.findings.map(\.code).filter { $0.area == .link } == [.linkWrongKey, .linkUnreachable])
        // The clock of somebody whose key nobody signed is not believed.
        #expect(offset == nil)
    }

    @Test func outputsThatPersistAreFoundByKillingAProcess() async throws {
        let visited = try await visitBeforeEnrolment(.persists)
        #expect(visited.visit.codes(.release) == [.releaseKeeps])
        #expect(visited.visit.status == 1)
        #expect(visited.visit.codes(.setup).contains(.setupProfileUnverified))
        #expect(visited.visit.codes(.link).contains(.linkNotEnrolled))
        // And it is off again.
        #expect(visited.voltage == .low)
        let released = try await visitBeforeEnrolment(.revertsToInput)
        #expect(released.visit.codes(.release) == [.releaseOK])
    }

    /// A machine that was never started, on a chip in this process, of which a spare line is tried.
    private func visitBeforeEnrolment(_ behaviour: ReleaseBehaviour) async throws -> (visit: Visit, voltage: Voltage) {
        let folder = try TemporaryDirectory()
        let bench = try WiringBench(folder, behaviour)
        defer { bench.close() }
        let process = try ChildProcess(
            BuiltProducts.path("mintmark-agent"),
            arguments: ["doctor", "--json", "--pulse", "spare"] + bench.arguments
        )
        let exit = try await process.waitUntilExit(timeoutSeconds: 60)
        guard let line = process.lines.last(where: { $0.hasPrefix("{") }) else {
            throw TestSupportError("the doctor reports nothing: \(process.lines)")
        }
        let visit = Visit(status: exit, report: try DoctorReport.decode(Array(line.utf8)))
        return (visit, bench.chip.voltage(of: LineName(chip: bench.label, line: "spare")))
    }
}
