import Foundation
import TestSupport
import Testing

/// The commands of docs/api.md, in order, against a whole deployment: what the guide shows is what happens.
@Suite("API guide")
struct APIGuideTests {
    @Test func showsWhatHappens() async throws {
        let guide = try GuidePage(contentsOf: "\(PackageRoot.path)/docs/api.md")
        try #require(guide.steps.count > 10, "the guide's commands were not found")
        let stand = try await Stand.start()
        let folder = stand.folder.path("guide")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "cacert = \"\(stand.coordinatorState)/tls.crt\"\n"
            .write(toFile: "\(folder)/.curlrc", atomically: true, encoding: .utf8)
        try guide.script.write(toFile: "\(folder)/guide.sh", atomically: true, encoding: .utf8)
        let shell = try ChildProcess(
            "bash",
            arguments: ["\(folder)/guide.sh"],
            environment: [
                "URL": stand.api.base, "TOKEN": stand.api.token, "CURL_HOME": folder,
                "MACHINE": try await stand.machineID(),
            ],
            workingDirectory: folder
        )
        let exit = try await shell.waitUntilExit(timeoutSeconds: 180)
        for (number, step) in guide.steps.enumerated() {
            let path = "\(folder)/step-\(number)"
            guard let output = try? String(contentsOfFile: path, encoding: .utf8) else {
                Issue.record("line \(step.line) of docs/api.md was not reached; bash ended with \(exit)")
                break
            }
            guard let fault = step.fault(of: output) else { continue }
            Issue.record("line \(step.line) of docs/api.md: \(fault)\nit answered: \(output)\n\(shell.lines.suffix(5))")
            break
        }
        #expect(exit == 0, "\(shell.lines.suffix(5))")
        #expect(try await stand.ledgerFindings() == [])
    }
}
