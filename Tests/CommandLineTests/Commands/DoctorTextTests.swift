import Doctor
import Testing

@testable import mintmark

@Suite("A doctor's report as people read it")
struct DoctorTextTests {
    private var facts: DoctorFacts {
        var facts = DoctorFacts(setup: SetupFacts(machine: "lobby-1::ab", isAgentRunning: true))
        facts.disk = DiskFacts(path: "/state", availableBytes: 0, totalBytes: 1 << 30)
        facts.queue = QueueFacts(source: .agent, reserveBytes: 1)
        return facts
    }

    @Test func theWorstStandsLastWithItsNextStep() {
        let text = DoctorText.text(DoctorReport(facts, at: 1), Presentation())
        #expect(
            text == """
                lobby-1::ab

                ok       nothing waits  queue.ok
                note     lines and buses were not touched: the agent has them  setup.agentRuns
                         For these checks: systemctl stop mintmark-agent, look again, systemctl start mintmark-agent.
                fault    0 MiB of 1 GiB are free at /state  disk.full
                         Free space: journalctl --vacuum-size=50M, apt clean; look for what grows with du.

                1 fault, 0 warnings.

                """
        )
    }

    @Test func devicesAreShownWithTheirHistogram() {
        var facts = facts
        var bus = BusFact(id: "line", place: "127.0.0.1:1")
        let right = DeviceFact.Expectation(register: "r", expected: 1, found: 1)
        var device = DeviceFact(
            id: "plc",
            unit: 1,
            timeoutMilliseconds: 100,
            identity: right,
            wordOrder: right,
            declaredOrder: "ABCD",
            outputWatchdog: right
        )
        device.latency = LatencyFacts(microseconds: [500, 1_500, 2_750], asked: 4)
        bus.devices = [device]
        facts.buses = [bus]
        let text = DoctorText.text(DoctorReport(facts, at: 1), Presentation())
        #expect(
            text.contains(
                """
                DEVICE  BUS   READS  MEDIAN    95 %  LONGEST  ANSWERS WITHIN
                plc     line    3/4  1.5 ms  2.7 ms   2.7 ms  1 ms: 1, 2 ms: 1, 4 ms: 1
                """
            )
        )
    }

    @Test func whatAMachineSaysCannotMoveTheCursor() {
        var facts = facts
        facts.setup.configurationProblem = "bad\u{1B}[2Jfile"
        let text = DoctorText.text(DoctorReport(facts, at: 1), Presentation())
        #expect(!text.contains("\u{1B}"))
    }
}
