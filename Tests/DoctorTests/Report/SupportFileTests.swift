import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Doctor

@Suite("Support file")
struct SupportFileTests {
    private let secret = "Zm9vYmFyLXNlY3JldC1rZXktb2YtdGhpcy1tYWNoaW5l"

    private func file(_ folder: TemporaryDirectory, _ redactor: Redactor) -> SupportFile {
        var facts = FindingRow.sound
        facts.link?.trustProblem = "an error that quotes \(secret)"
        return SupportFile(
            report: DoctorReport(facts, at: 1),
            configuration: #"{"name":"lobby","note":"\#(secret)"}"#,
            profile: "{}",
            keyset: "{}",
            folders: [folder.path],
            log: ["started", "key \(secret) and mme1.aaaa.bbbb.cccc"],
            redactor: redactor
        )
    }

    @Test func noSecretIsLeftInIt() throws {
        let folder = try TemporaryDirectory()
        try Data(secret.utf8).write(to: URL(filePath: folder.path("identity.key")))
        let redactor = Redactor(secrets: [secret])
        let text = String(decoding: file(folder, redactor).json(redactor), as: UTF8.self)
        #expect(!text.contains(secret))
        #expect(!text.contains("mme1."))
        #expect(text.contains("an error that quotes [redacted]"))
        // The file is named, and nothing of what is in it.
        #expect(text.contains("identity.key"))
    }

    @Test func isStillJSON() throws {
        let folder = try TemporaryDirectory()
        let redactor = Redactor(secrets: [secret])
        let decoded = try JSONDecoder().decode(SupportFile.self, from: Data(file(folder, redactor).json(redactor)))
        #expect(decoded.kind == "mintmark-support")
        #expect(decoded.report.findings.contains { $0.code == .linkTrust })
        #expect(decoded.log.first == "started")
    }

    @Test func onlyThisUserCanReadIt() throws {
        let folder = try TemporaryDirectory()
        #expect(SupportFile.write(Array("{}".utf8), to: folder.path("support.json")))
        var status = stat()
        #expect(stat(folder.path("support.json"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(!SupportFile.write([], to: folder.path("nowhere/support.json")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["support.json"])
    }
}
