import Doctor
import Testing

@testable import mintmark

@Suite("Call of the doctor")
struct DoctorCallTests {
    private func outcome(_ status: Int32, _ output: [UInt8] = [], _ complaint: String = "") -> LocalProcess.Ending {
        LocalProcess.Ending(status: status, output: output, errors: complaint)
    }

    private let call = DoctorCall(config: "/c", state: "/s")
    private let report = DoctorReport(DoctorFacts(setup: SetupFacts()), at: 1)

    @Test func saysEverythingThatWasAskedFor() {
        var call = call
        call.pulses = ["A1", "spare"]
        call.scan = "1-20"
        call.isSupport = true
        #expect(
            call.words(now: 5) == [
                "--state", "/s", "--support", "-", "--pulse", "A1", "--pulse", "spare",
                "--scan", "1-20", "--time", "5",
            ]
        )
        #expect(self.call.words(now: nil) == ["--state", "/s", "--json"])
    }

    @Test func theShellSeesEveryWordAsOne() {
        var call = call
        call.pulses = ["it's; rm -rf $HOME"]
        let script = call.script(now: nil, agent: "/b/agent")
        #expect(
            script.contains(#"exec '/b/agent' doctor --config '/c' '--state' '/s' '--json' '--pulse' 'it'\''s; rm"#)
        )
        // The slot's own agent goes first, with its own configuration unless another is named.
        call.config = nil
        let usual = call.script(now: nil).split(separator: "\n")
        #expect(usual[0].contains("/opt/mintmark/agent/trial"))
        #expect(usual[2].hasPrefix("exec '/opt/mintmark/agent/current/mintmark-agent' doctor --config "))
        #expect(usual[2].contains("'/opt/mintmark/agent/current/settings/agent.json'"))
        #expect(usual[4].contains("exec 'mintmark-agent' doctor --config '/etc/mintmark/agent.json'"))
    }

    @Test func asksOnlyBeforeSomethingMoves() {
        #expect(DoctorCall.question([], host: "pi") == nil)
        #expect(DoctorCall.question(["A1"], host: "pi")?.hasPrefix("This turns A1 of pi: ") == true)
        #expect(DoctorCall.question(["A1", "A2"], host: nil)?.hasPrefix("This turns A1, A2: ") == true)
    }

    @Test(arguments: [0, 1, 2] as [Int32]) func aReportIsReadWhateverItSays(status: Int32) throws {
        #expect(try call.report(outcome(status, report.json())) == report)
    }

    @Test(
        arguments: [
            (0, CommandEnd.protocolBroken), (64, .usage), (127, .notThere), (126, .notThere), (75, .notNow),
            (255, .unavailable),
            (-9, .unavailable),
        ] as [(Int32, CommandEnd)]
    )
    func whatIsNoReportSaysWhatToDo(status: Int32, end: CommandEnd) {
        let error = #expect(throws: CommandError.self) { try call.report(outcome(status, [], "it went wrong\n")) }
        #expect(error?.status == end)
        #expect(error?.cause == "it went wrong")
        #expect(throws: CommandError.self) { try call.supportFile(outcome(status, Array("{}".utf8))) }
    }
}
