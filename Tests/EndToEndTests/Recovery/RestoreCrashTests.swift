import Backup
import Foundation
import TestSupport
import Testing

/// Power fails at every step of a restore: the state folder is the old one, the new one, or none, and never a mixture.
@Suite("Restore and power cuts, end to end", .timeLimit(.minutes(4)))
struct RestoreCrashTests {
    @Test func everyStepLeavesAWholeFolder() async throws {
        let stand = try await Stand.start()
        let eva = try Operator(stand)
        let file = stand.folder.path("backup.tar")
        _ = try await eva.must("backup", "make", "-o", file, "-q")
        for step in RestoreStep.allCases {
            let folder = stand.folder.path("state-\(step.rawValue)")
            _ = try await eva.must("restore", file, "--state", folder)
            try "old".write(toFile: "\(folder)/marker", atomically: true, encoding: .utf8)
            let cut = try Operator(stand, ["MINTMARK_KILL_AT": step.rawValue])
            let ended = try await cut.run("restore", file, "--state", folder, "--replace")
            #expect(ended.status != 0, "\(step) was reached")
            try await expectWhole(folder, after: step, eva)
            // Said again, it is done.
            _ = try await eva.must("restore", file, "--state", folder, "--replace")
            #expect(!exists("\(folder)/marker"), "\(step)")
            #expect(exists("\(folder)/\(BackupManifest.database)"), "\(step)")
            #expect(!exists("\(folder).restoring"), "\(step)")
        }
    }

    /// The folder has everything of the old or of the new one. In the moment between them there is none, and then no
    /// coordinator starts with it.
    private func expectWhole(_ folder: String, after step: RestoreStep, _ eva: Operator) async throws {
        switch step {
        case .restoreBegun, .restoreWritten, .restoreSynced: #expect(exists("\(folder)/marker"), "\(step)")
        case .restoreInPlace:
            #expect(!exists("\(folder)/marker"), "\(step)")
            #expect(exists("\(folder)/\(BackupManifest.database)"), "\(step)")
        case .restoreMovedAside:
            #expect(!exists(folder))
            let config = eva.folder.path("coordinator.json")
            try #"{"listen":{"port":0}}"#.write(toFile: config, atomically: true, encoding: .utf8)
            let coordinator = try ChildProcess(
                BuiltProducts.path("mintmark-coordinator"),
                arguments: ["--config", config, "--state", folder]
            )
            #expect(try await coordinator.waitUntilExit(timeoutSeconds: 20) == 78)
            #expect(coordinator.lines.contains { $0.contains("mintmark restore") }, "\(coordinator.lines)")
            #expect(!exists(folder), "it made no other deployment")
        }
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
