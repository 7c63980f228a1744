import Supervision
import Testing

@Suite("SimulatorInstruction")
struct SimulatorInstructionTests {
    @Test func readsEveryInstruction() throws {
        #expect(try SimulatorInstruction("fault A1=jam") == .fault("A1=jam"))
        #expect(try SimulatorInstruction("  fault A1=jam, A2=normal \n") == .fault("A1=jam,A2=normal"))
        #expect(try SimulatorInstruction("door open") == .interlock("door", isSafe: false))
        #expect(try SimulatorInstruction("tilt close") == .interlock("tilt", isSafe: true))
        #expect(try SimulatorInstruction("stock A1 3") == .stock(lane: "A1", count: 3))
        #expect(try SimulatorInstruction("firings") == .firings)
        #expect(try SimulatorInstruction("help") == .help)
    }

    @Test(
        arguments: [
            "", " ", "fault", "stock A1", "stock A1 three", "stock A1 -1", "stock A1 10001", "stock A1 3 4", "door",
            "door ajar", "door open now", "firings A1", "reboot",
        ]
    )
    func refusesTheRest(_ line: String) {
        #expect(throws: SupervisionError(.unknownInstruction, "")) { try SimulatorInstruction(line) }
    }

    @Test func refusesALineThatIsTooLong() {
        let line = "fault " + String(repeating: "A", count: SimulatorInstruction.maximumBytes)
        #expect(throws: SupervisionError(.unknownInstruction, "")) { try SimulatorInstruction(line) }
    }

    @Test func theRefusalSaysWhereToLook() throws {
        let error = try #require(throws: SupervisionError.self) { try SimulatorInstruction("reboot") }
        #expect(error.message.contains("help"))
    }
}
