import Doctor
import Testing

@testable import mintmark

@Suite("Call of the doctor")
struct DoctorCallTests {
    private func outcome(_ status: Int32, _ output: [UInt8] = [], _ complaint: String = "") -> DoctorCall.Outcome {
        DoctorCall.Outcome(status: status, output: output, complaint: complaint)
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
                "doctor", "--config", "/c", "--state", "/s", "--support", "-", "--pulse", "A1", "--pulse", "spare",
                "--scan", "1-20", "--time", "5",
            ]
        )
        #expect(self.call.words(now: nil) == ["doctor", "--config", "/c", "--state", "/s", "--json"])
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
            (0, CommandEnd.protocolBroken), (64, .usage), (127, .notThere), (126, .notThere), (255, .unavailable),
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
