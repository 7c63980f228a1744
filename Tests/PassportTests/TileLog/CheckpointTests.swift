import Passport
import Protocol
import Testing

@Suite("Checkpoints and proof files")
struct CheckpointTests {
    /// The example of C2SP tlog-checkpoint.
    private static let published = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    @Test func thePublishedCheckpointIsRead() throws {
        let checkpoint = try Checkpoint(text: Self.published)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.text == Self.published)
        #expect(try Checkpoint(text: Self.published + "extension\n") == checkpoint)
    }

    @Test(arguments: [
        "", "a\n1\n", "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n", "a\n1\nAAAA\n",
        "a\n18446744073709551616\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
    ]) func whatIsNoCheckpointIsRefused(_ text: String) {
        #expect(throws: PassportError(.malformed, "")) { try Checkpoint(text: text) }
    }

    /// A log of ten entries with two witnesses.
    private struct Published {
        let log = try? NoteSigner(name: "log.example/1", kind: .log, key: SigningKey())
        let witnesses = (0..<2).compactMap { try? NoteSigner(name: "w\($0)", kind: .witness, key: SigningKey()) }
        let tree = NaiveTree(10)

        func file(_ index: Int, origin: String = "log.example/1", witnesses count: Int = 2) throws -> LogProofFile {
            let checkpoint = try Checkpoint(origin: origin, size: 10, root: tree.root(0..<10))
            var note = try SignedNote(text: checkpoint.text)
            try note.sign(with: #require(log))
            for witness in witnesses.prefix(count) { try note.sign(with: witness, seconds: 1_800_000_000) }
            return LogProofFile(
                index: UInt64(index),
                proof: tree.path(index, 0..<10),
                checkpoint: note,
                extra: index == 0 ? nil : [1, 2]
            )
        }

        func policy(quorum: Int) throws -> LogPolicy {
            try LogPolicy(log: #require(log).verifier, witnesses: witnesses.map(\.verifier), quorum: quorum)
        }
    }

    @Test func aProofFileHoldsWithoutAskingAnybody() throws {
        let published = Published()
        for index in 0..<10 {
            let text = try published.file(index).description
            let file = try LogProofFile(text)
            #expect(file.description == text)
            #expect(text.hasPrefix("c2sp.org/tlog-proof@v1\n\(index == 0 ? "" : "extra AQI=\n")index \(index)\n"))
            let head = try file.check(entry: NaiveTree.entry(index), by: published.policy(quorum: 2))
            #expect(head.size == 10)
            #expect(throws: PassportError(.badProof, "")) {
                try file.check(entry: NaiveTree.entry(index + 1), by: published.policy(quorum: 2))
            }
        }
    }

    @Test func theFileOfAnOnlyEntryHasNoHashes() throws {
        let signer = try NoteSigner(name: "l", kind: .log, key: SigningKey())
        var note = try SignedNote(text: Checkpoint(origin: "l", size: 1, root: .leaf([7])).text)
        try note.sign(with: signer)
        let file = try LogProofFile(LogProofFile(index: 0, proof: [], checkpoint: note).description)
        #expect(try file.check(entry: [7], by: LogPolicy(log: signer.verifier)).size == 1)
    }

    @Test func thePolicyDecidesWhomToBelieve() throws {
        let published = Published()
        let one = try published.file(3, witnesses: 1)
        #expect(throws: PassportError(.unknownKey, "")) {
            try one.check(entry: NaiveTree.entry(3), by: published.policy(quorum: 2))
        }
        #expect(try one.check(entry: NaiveTree.entry(3), by: published.policy(quorum: 1)).size == 10)
        let foreign = try published.file(3, origin: "other.example")
        #expect(throws: PassportError(.unknownKey, "")) {
            try foreign.check(entry: NaiveTree.entry(3), by: published.policy(quorum: 1))
        }
        let stranger = try LogPolicy(
            log: NoteSigner(name: "log.example/1", kind: .log, key: SigningKey()).verifier,
            witnesses: published.witnesses.map(\.verifier),
            quorum: 1
        )
        #expect(throws: PassportError(.unknownKey, "")) { try one.check(entry: NaiveTree.entry(3), by: stranger) }
    }

    @Test func aPolicyThatCannotBeMetIsRefused() throws {
        let log = try NoteSigner(name: "l", kind: .log, key: SigningKey()).verifier
        let witness = try NoteSigner(name: "w", kind: .witness, key: SigningKey()).verifier
        #expect(throws: PassportError(.badValue, "")) { try LogPolicy(log: log, witnesses: [witness], quorum: 2) }
        #expect(throws: PassportError(.badValue, "")) {
            try LogPolicy(log: log, witnesses: [witness, witness], quorum: 2)
        }
        #expect(throws: PassportError(.badValue, "")) { try LogPolicy(log: witness) }
        #expect(throws: PassportError(.badValue, "")) { try LogPolicy(log: log, witnesses: [log], quorum: 1) }
    }

    @Test func whatIsNoProofFileIsRefused() throws {
        let text = try Published().file(3).description
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        func changed(_ line: Int, _ value: String?) -> String {
            var copy = lines
            if let value { copy[line] = value } else { copy.remove(at: line) }
            return copy.joined(separator: "\n")
        }
        let wrong = [
            "", changed(0, "c2sp.org/tlog-proof@v2"), changed(1, "extra *"), changed(2, "index 03"), changed(2, nil),
            changed(2, "index -1"), changed(3, "AAAA"), changed(3, "index 3"),
            text.replacing("\n\n", with: "\n", maxReplacements: 1), String(text.dropLast(3)),
        ]
        for text in wrong { #expect(throws: PassportError(.malformed, "")) { try LogProofFile(text) } }
    }
}
