import Foundation
import ProfileCompiler
import Testing

@Suite("Profile report")
struct ProfileReportTests {
    @Test func writesFileLineColumnCodeAndFix() throws {
        let faults = try Example.faults(replacing: [9: "    motor: {line: P1}", 12: "    maxOn: 4000"])
        #expect(
            ProfileReport.text(faults) == """
                bench-2.yaml:9:19: warning[missingExternalPull]: nothing but the agent holds the motor of lane A1 off
                  fix: fit a resistor from P1 that pulls it down and write “externalPull: down”
                bench-2.yaml:12:12: error[badDuration]: maxOn of lane A1: “4000” has no unit
                  fix: write a whole number and us, ms, s or min, such as “maxOn: 4s”

                """
        )
        #expect(ProfileReport.summary(faults) == "1 error, 1 warning")
        #expect(ProfileReport.summary([]) == "0 errors, 0 warnings")
    }

    /// Set `MINTMARK_WRITE_DOCS=1` to write the table anew.
    @Test func theTableInTheDocumentationIsTheGeneratedOne() throws {
        let begin = "<!-- fault codes: generated -->\n"
        let end = "\n<!-- end of fault codes -->"
        let text = try Repository.text("docs/profile.md")
        let from = try #require(text.range(of: begin)).upperBound
        let to = try #require(text.range(of: end)).lowerBound
        if ProcessInfo.processInfo.environment["MINTMARK_WRITE_DOCS"] == "1" {
            let written = text[..<from] + FaultCode.markdownTable + text[to...]
            try String(written).write(
                to: Repository.root.appendingPathComponent("docs/profile.md"),
                atomically: true,
                encoding: .utf8
            )
        } else {
            #expect(String(text[from..<to]) == FaultCode.markdownTable)
        }
    }
}
