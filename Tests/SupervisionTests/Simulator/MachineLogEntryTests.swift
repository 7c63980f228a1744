import Supervision
import Testing

@Suite("MachineLogEntry")
struct MachineLogEntryTests {
    @Test(arguments: MachineLogEntry.What.allCases)
    func readsWhatItWrites(_ what: MachineLogEntry.What) throws {
        let serial = what == .mark ? "SN-1" : nil
        let entry = MachineLogEntry(nanoseconds: 81_234_567_890, lane: "A1", what: what, count: 3, serial: serial)
        #expect(entry.line == "81234567890 A1 \(what.rawValue) 3" + (serial.map { " \($0)" } ?? ""))
        #expect(try MachineLogEntry(line: entry.line[...]) == entry)
    }

    @Test func leavesOutALineThatIsStillBeingWritten() throws {
        #expect(try MachineLogEntry.read("1 A1 on 1\n2 A1 off 1\n3 A1 dr").map(\.what) == [.on, .off])
        #expect(try MachineLogEntry.read("").isEmpty)
    }

    @Test(arguments: [
        "", "1 A1 on", "1 A1 on 1 2", "x A1 on 1", "1  on 1", "1 A1 turned 1", "1 A1 on -1", "-1 A1 on 1",
        "1 S1 mark 1", "1 S1 mark 1 A B",
    ])
    func refusesADamagedLine(_ line: String) {
        #expect(throws: SupervisionError(.damagedLog, "")) { try MachineLogEntry(line: line[...]) }
        #expect(throws: SupervisionError(.damagedLog, "")) {
            try MachineLogEntry.read("1 A1 on 1\n\(line)\n2 A1 off 1\n")
        }
    }
}
