import Doctor
import TestSupport
import Testing

@Suite("Page of findings")
struct DoctorFindingsTests {
    @Test func isWhatTheProgramFinds() throws {
        let text = """
            # What `mintmark doctor` finds

            Written by a test from the program's own list; [doctor.md](../doctor.md) is the guide. Codes are stable: \
            scripts may read them in `--json`.

            \(FindingCode.markdownTable)

            """
        try GeneratedFile.verify("docs/generated/doctor-findings.md", contents: text)
    }
}
