import Glibc
import Platform
import Supervision
import TestSupport
import Testing

/// The agent stands still while a motor turns: neither it nor its timers can turn the motor off.
@Suite("Frozen agent, end to end", .timeLimit(.minutes(2)))
struct FrozenAgentTests {
    /// How long the agent may be silent, in milliseconds.
    private static let watchdogMilliseconds: UInt64 = 2_000
    /// What it may take from the watchdog's end until the line is at rest: the kill, the kernel closing the agent's
    /// descriptors, and a busy test computer. docs/safety.md states the sum.
    private static let marginMilliseconds: UInt64 = 1_000

    @Test func itsMotorIsOffWithinTheWatchdogTimeAndAPersonDecides() async throws {
        var options = Stand.Options()
        options.faults = "A1=motorStuck"
        let stand = try await Stand.start(options)
        try await stand.stopAgent()
        let supervisor = try Supervisor(socketFolder: stand.folder.path, environment: [:])
        do {
            try await freeze(stand, supervisor)
        } catch {
            supervisor.stop()
            await supervisor.waitUntilStopped()
            throw error
        }
        supervisor.stop()
        await supervisor.waitUntilStopped()
        // A graceful stop turns nothing on either.
        #expect(try stand.firings() == 1)
    }

    private func freeze(_ stand: Stand, _ supervisor: Supervisor) async throws {
        let log = stand.folder.path("agent.log")
        try supervisor.add(
            ChildProgram(
                name: "agent",
                executable: BuiltProducts.path("mintmark-agent"),
                arguments: try await stand.agentArguments(),
                logFile: log,
                policy: ChildPolicy(watchdogMilliseconds: Self.watchdogMilliseconds)
            )
        )
        try await eventually("the agent is ready", timeoutSeconds: 30) {
            supervisor.report(of: "agent")?.isReady == true
        }
        try await stand.untilReady()
        let pid = try #require(supervisor.report(of: "agent")?.pid)

        let id = try await stand.order("a1")["id"].text
        try await stand.pay(id)
        try await stand.untilFirings(1, lane: "A1")
        let frozen = MonotonicClock.now()
        try #require(kill(pid, SIGSTOP) == 0)

        try await eventually("the motor line is at rest", timeoutSeconds: 20) {
            try stand.world(lane: "A1").last?.what == .released
        }
        let entries = try stand.world(lane: "A1")
        #expect(entries.map(\.what) == [.on, .released])
        let released = try #require(entries.last).nanoseconds
        let milliseconds = (released - min(frozen, released)) / 1_000_000
        #expect(milliseconds <= Self.watchdogMilliseconds + Self.marginMilliseconds)
        Attachment.record("motor off \(milliseconds) ms after the freeze", named: "freeze.txt")

        try await eventually("the agent runs again", timeoutSeconds: 30) {
            let report = supervisor.report(of: "agent")
            return report?.starts == 2 && report?.isReady == true
        }
        let report = try #require(supervisor.report(of: "agent"))
        #expect(report.lastEnd?.contains("no sign of life") == true)
        #expect(report.pid != pid)
        try await settle(id, stand)
    }

    /// Nobody knows whether the product fell: the programs ask a person and do not try again.
    private func settle(_ id: String, _ stand: Stand) async throws {
        try await stand.customer(of: id, reads: "beingChecked")
        let doubtful = try await stand.sale(id) { $0["goods"].text == "inDoubt" }
        #expect(doubtful["doubt"].text == "reported")
        #expect(doubtful["queue"].list.map(\.text) == ["inDoubt"])
        #expect(try await stand.queue("inDoubt") == [id])
        #expect(try await stand.openAlarms().contains("sale.inDoubt \(id)"))
        #expect(try await stand.tryOrder("a1").json["code"].text == "laneFaulted")
        #expect(try await stand.ledgerFindings() == [])

        try await stand.settle(id, as: "notDelivered")
        try await stand.sale(id) { $0["ending"].text == "released" }
        try await stand.customer(of: id, reads: "notDelivered")
        #expect(try await stand.queue("inDoubt").isEmpty)
        #expect(try stand.firings() == 1)
        #expect(try stand.drops() == 0)
        #expect(try await stand.ledgerFindings() == [])
        // The rest of the machine goes on selling.
        try await stand.untilReady()
        #expect(try await stand.order("a2")["status"].text == "waitingForPayment")
    }
}
