import Foundation
import Passport
import SQLite
import TestSupport
import Testing
import TileStore

/// The coordinator is killed with SIGKILL at each named step of the log while it publishes leaves, and started again.
/// Files and mirror agree afterwards, and no two checkpoints that anybody could have seen contradict each other.
@Suite("Power cuts of the log", .serialized, .timeLimit(.minutes(10)))
struct LogCutTests {
    /// One step, and the pass at which the power fails.
    struct Cut: Sendable, CustomTestStringConvertible {
        let step: LogStep
        var pass = 1
        var testDescription: String { "\(step.rawValue):\(pass)" }
    }

    /// Two tiles, two bundles, a tile of level 1 and the checkpoint are written: the cuts fall before the first file,
    /// among them, and at the checkpoint.
    private static let cuts =
        LogStep.allCases.map { Cut(step: $0) }
        + [2, 5, 6].flatMap { [Cut(step: .logFileSynced, pass: $0), Cut(step: .logFileRenamed, pass: $0)] }

    @Test func everyStepEndsInOneHistory() async throws {
        let log = try await StoppedLog()
        var published: [Checkpoint] = []
        for (turn, cut) in Self.cuts.enumerated() {
            try log.enter(turn * 300..<(turn + 1) * 300)
            #expect(try await log.run(killedAt: cut.testDescription), "\(cut.testDescription) was not reached")
            if let shown = try log.shown() { published.append(shown) }
            #expect(try await !log.run(until: UInt64((turn + 1) * 300)))
            #expect(try log.faults() == [], "\(cut.testDescription)")
            published.append(try #require(try log.shown()))
        }
        try log.checkConsistency(of: published)
    }

    @Test func aLogWrittenByTheCoordinatorIsAuditedByGo() async throws {
        let log = try await StoppedLog()
        try log.enter(0..<300)
        _ = try await log.run(until: 300)
        let old = try #require(try log.shown())
        // Several starts, so that partial tiles are replaced by full ones.
        try log.enter(300..<700)
        _ = try await log.run(until: 700)
        let head = try #require(try log.shown())
        let tree = LogTree(size: head.size, source: log.files.hashes(size: head.size))
        let entry = try log.files.entries(from: 417, below: head.size)[0]
        let proof = LogProofFile(
            index: 417,
            proof: try tree.inclusionProof(of: 417),
            checkpoint: try #require(try log.files.checkpoint()),
            extra: entry
        )
        let lines = ["\(old.size)", "\(old.root)"] + (try tree.consistencyProof(from: old.size)).map(\.description)
        try writeFile("\(log.files.path)/one.tlog-proof", Array(proof.description.utf8))
        try writeFile("\(log.files.path)/consistency", Array(lines.joined(separator: "\n").utf8))
        let (status, said) = try await GoLogAudit.run(
            log.files.path,
            key: try log.key.description,
            proof: "one.tlog-proof",
            consistency: "consistency"
        )
        #expect(status == 0, "\(said)")
        #expect(said.contains("CHECKED \(head.size) \(head.root)"), "\(said)")
    }
}
