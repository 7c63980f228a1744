import Foundation
import ProfileCompiler
import TestSupport
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

    @Test func theTableInTheDocumentationIsTheGeneratedOne() throws {
        let text = "# Fault codes of the profile compiler\n\n\(FaultCode.markdownTable)\n"
        try GeneratedFile.verify("docs/generated/profile-faults.md", contents: text)
    }
}
