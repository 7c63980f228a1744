import FoundationEssentials
import TestSupport
import Testing

@testable import Doctor

@Suite("Examination of the computer")
struct HostExaminationTests {
    @Test(arguments: [("Y\n", true), ("N\n", false), ("1\n", true), ("0\n", false), ("maybe\n", nil)])
    func theKernelsSettingIsRead(text: String, keeps: Bool?) throws {
        let folder = try TemporaryDirectory()
        try Data(text.utf8).write(to: URL(filePath: folder.path("persist")))
        #expect(HostExamination.keepsOutputs(path: folder.path("persist")) == keeps)
    }

    @Test func aKernelWithoutTheSettingSaysNothing() {
        #expect(HostExamination.keepsOutputs(path: "/nowhere/at/all") == nil)
    }

    @Test func everyVersionIsKnown() {
        let versions = HostExamination.versions(agent: "1.2.3", sqlite: "3")
        for text in [versions.kernel, versions.architecture, versions.system, versions.libgpiod, versions.libmodbus] {
            #expect(!text.isEmpty)
        }
        #expect(versions.libmodbus.split(separator: ".").count == 3)
    }

    @Test func theSystemsNameHasNoQuotes() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=x"
        #expect(HostExamination.system(release) == "Debian GNU/Linux 12 (bookworm)")
        #expect(HostExamination.system("ID=debian") == nil)
    }
}
