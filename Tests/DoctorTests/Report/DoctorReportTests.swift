import Doctor
import Testing

@Suite("Report of the doctor")
struct DoctorReportTests {
    private func report(_ row: String) throws -> DoctorReport {
        let row = try #require(FindingTable.rows.first { $0.description == row })
        var facts = FindingRow.sound
        row.change(&facts)
        return DoctorReport(facts, at: 1)
    }

    @Test(arguments: [("nothing is wrong", 0), ("worn", 2), ("a stranger", 0), ("full", 1), ("late", 2)])
    func theExitStatusSaysTheWorst(row: String, status: Int32) throws {
        #expect(try report(row).health.exitStatus == status)
    }

    @Test(arguments: FindingTable.rows) func comesBackAsItWas(row: FindingRow) throws {
        let report = try report(row.description)
        #expect(try DoctorReport.decode(report.json()) == report)
    }

    @Test(arguments: ["", "{", "[]", #"{"ver":2}"#]) func whatIsNoReportIsRefused(text: String) {
        #expect(throws: (any Error).self) { try DoctorReport.decode(Array(text.utf8)) }
    }

    @Test func aReportOfAnotherVersionIsRefused() throws {
        var other = try report("nothing is wrong")
        other.ver = 2
        let bytes = other.json()
        #expect(throws: (any Error).self) { try DoctorReport.decode(bytes) }
    }

    @Test func theTextSaysTheNextStepBelow() throws {
        let text = try report("full").text
        #expect(text.contains("FAULT    disk.full  0 MiB of 20 GiB are free at /state\n         Free space"))
        #expect(text.hasSuffix("\n1 fault, 0 warnings."))
        #expect(try report("nothing is wrong").text.hasSuffix("\nAll is well, as far as it was looked at."))
    }
}
