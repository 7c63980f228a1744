import Foundation
import Passport
import SQLite
import TestSupport
import Testing
import TileStore

/// What somebody sees who has changed one byte: of a file of the log, of its mirror, of a proof.
@Suite("mintmark log fsck, mintmark verify", .timeLimit(.minutes(5)))
struct LogCommandTests {
    private struct Outcome {
        let status: Int32
        let text: String
    }

    private static func mintmark(_ arguments: String...) async throws -> Outcome {
        let process = try ChildProcess(BuiltProducts.path("mintmark"), arguments: arguments)
        let status = try await process.waitUntilExit(timeoutSeconds: 60)
        return Outcome(status: status, text: process.lines.joined(separator: "\n"))
    }

    private static func flip(_ path: String, byte: Int) throws {
        var bytes = try readFile(path)
        bytes[byte] ^= 1
        try writeFile(path, bytes)
    }

    @Test func fsckNamesTheByteAndRebuildsTheSideThatIsWrong() async throws {
        let log = try await StoppedLog()
        try log.enter(0..<300)
        _ = try await log.run(until: 300)
        func fsck(_ more: [String] = []) async throws -> Outcome {
            let process = try ChildProcess(
                BuiltProducts.path("mintmark"),
                arguments: ["log", "fsck", "--state", log.state] + more
            )
            let status = try await process.waitUntilExit(timeoutSeconds: 60)
            return Outcome(status: status, text: process.lines.joined(separator: "\n"))
        }
        let right = try await fsck()
        #expect(right.status == 0 && right.text.contains("log.example/test are one: 300 leaves"), "\(right.text)")

        try Self.flip("\(log.files.path)/tile/0/000", byte: 1_000)
        let tile = try await fsck()
        #expect(tile.status == 1)
        #expect(tile.text.contains("tile/0/000: byte 1000 is wrong, in what belongs to leaf 31"), "\(tile.text)")
        #expect(tile.text.contains("--rebuild files"), "\(tile.text)")
        #expect(try await fsck(["--rebuild", "files"]).status == 0)

        try log.execute("UPDATE log_leaf SET hash = zeroblob(32) WHERE place = 7")
        let row = try await fsck()
        #expect(row.status == 1 && row.text.contains("byte 0 of hash of leaf 7 is wrong"), "\(row.text)")
        #expect(row.text.contains("--rebuild mirror"), "\(row.text)")
        #expect(try await fsck(["--rebuild", "mirror"]).status == 0)

        // The side that is wrong makes nothing.
        try log.execute("UPDATE log_leaf SET entry = x'00' WHERE place = 7")
        #expect(try await fsck(["--rebuild", "files"]).status == 65)
        #expect(try await fsck(["--rebuild", "mirror"]).status == 0)
        // What was rebuilt goes on.
        try log.enter(300..<310)
        #expect(try await !log.run(until: 310))
        #expect(try log.faults() == [])
        #expect(try await Self.mintmark("log", "fsck", "--state", log.folder.path("nowhere")).status == 66)
    }

    @Test func verifySaysWhatAProofShowsAndFindsEveryChangedByte() async throws {
        let log = try await StoppedLog()
        try log.enter(0..<20)
        _ = try await log.run(until: 20)
        let tree = LogTree(size: 20, source: log.files.hashes(size: 20))
        let proof = LogProofFile(
            index: 13,
            proof: try tree.inclusionProof(of: 13),
            checkpoint: try #require(try log.files.checkpoint()),
            extra: try log.files.entries(from: 13, below: 20)[0]
        )
        let (file, key) = (log.folder.path("unit.tlog-proof"), "\(log.state)/log.pub")
        let bytes = Array(proof.description.utf8)
        try writeFile(file, bytes)
        let right = try await Self.mintmark("verify", file, "--key", key)
        #expect(right.status == 0, "\(right.text)")
        for words in [
            "the log log.example/test has this entry, as leaf 13", "subject: serial 13", "root of 20 leaves",
            "the log signed that root", "not checked: whether others",
        ] { #expect(right.text.contains(words), "\(words): \(right.text)") }
        let policy = log.folder.path("policy")
        try writeFile(policy, Array("log \(try log.key)\nquorum none\n".utf8))
        #expect(try await Self.mintmark("verify", file, "--policy", policy).status == 0)

        // A byte of every part: head, entry, place, hashes, name, size, root, signature. The library finds every byte.
        let trust = try LogPolicy(log: log.key)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: PassportError.self, "byte \(place)") {
                let proof = try LogProofFile(text)
                try proof.check(entry: proof.extra ?? [], by: trust)
            }
        }
        let other = log.folder.path("other")
        for place in stride(from: 5, to: bytes.count, by: bytes.count / 6) {
            var changed = bytes
            changed[place] ^= 1
            try writeFile(other, changed)
            let outcome = try await Self.mintmark("verify", other, "--key", key)
            #expect(outcome.status == 1 && outcome.text.contains(other), "byte \(place): \(outcome.text)")
        }
        try writeFile(other, Array("serial 14".utf8))
        #expect(try await Self.mintmark("verify", file, "--key", key, "--entry", other).status == 1)
        #expect(try await Self.mintmark("verify", log.folder.path("nowhere"), "--key", key).status == 66)
        #expect(try await Self.mintmark("verify", file, "--key", file).status == 65)
        #expect(try await Self.mintmark("verify", file).status == 64)
    }
}
