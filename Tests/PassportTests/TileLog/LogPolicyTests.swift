import Passport
import Protocol
import Testing

@Suite("Policy of a log")
struct LogPolicyTests {
    private static func signer(_ name: String, _ kind: NoteKey.Kind) throws -> NoteSigner {
        try NoteSigner(name: name, kind: kind, key: SigningKey())
    }

    private static func note(_ log: NoteSigner, _ witnesses: [NoteSigner]) throws -> SignedNote {
        var note = try SignedNote(text: Checkpoint(origin: log.verifier.name, size: 3, root: .leaf([1])).text)
        try note.sign(with: log)
        for witness in witnesses { try note.sign(with: witness, seconds: 1_700_000_000) }
        return note
    }

    @Test func asksForItsQuorum() throws {
        let log = try Self.signer("log.example", .log)
        let witnesses = try ["x1", "x2", "x3", "y1", "y2"].map { try Self.signer("\($0).example", .witness) }
        let names = ["X1", "X2", "X3", "Y1", "Y2"]
        let text =
            """
            # Two of ours and any of theirs.
            log \(log.verifier) https://log.example

            \(zip(names, witnesses).map { "witness \($0)\t\($1.verifier)" }.joined(separator: "\n"))
            group X 2 X1 X2 X3
              group Y any Y1 Y2
            group both all X Y
            quorum both
            """
        let policy = try LogPolicy(text: text)
        #expect(policy.witnesses == witnesses.map(\.verifier))
        let enough = [[0, 1, 3], [0, 2, 4], [0, 1, 2, 3, 4]]
        for places in enough {
            #expect(try policy.checkpoint(of: Self.note(log, places.map { witnesses[$0] })).size == 3)
        }
        for places in [[], [0, 1], [0, 3], [3, 4], [0, 1, 2]] {
            #expect(throws: PassportError(.unknownKey, ""), "\(places)") {
                try policy.checkpoint(of: Self.note(log, places.map { witnesses[$0] }))
            }
        }
    }

    @Test func takesAnyOfItsLogs() throws {
        let logs = try [Self.signer("a.example", .log), Self.signer("b.example", .log)]
        let text = logs.map { "log \($0.verifier)\n" }.joined() + "quorum none\n"
        for log in logs {
            #expect(try LogPolicy(text: text).checkpoint(of: Self.note(log, [])).origin == log.verifier.name)
        }
        let stranger = try Self.signer("c.example", .log)
        #expect(throws: PassportError(.unknownKey, "")) {
            try LogPolicy(text: text).checkpoint(of: Self.note(stranger, []))
        }
    }

    @Test func isRefusedWithTheLineThatIsWrong() throws {
        let (log, witness) = try (Self.signer("log.example", .log), Self.signer("w.example", .witness))
        let head = "log \(log.verifier)\nwitness W \(witness.verifier)\n"
        let cases: [(lines: String, place: String)] = [
            ("", "no line \"quorum\""),
            ("quorum V\n", "Line 3"),
            ("quorum none\nquorum none\n", "Line 4"),
            ("group G 2 W\nquorum G\n", "Line 3"),
            ("group G 0 W\nquorum G\n", "Line 3"),
            ("group G any none\nquorum G\n", "Line 3"),
            ("group G any W\ngroup H any W\nquorum H\n", "Line 4"),
            ("group W any W\nquorum W\n", "Line 3"),
            ("witness none \(witness.verifier)\nquorum none\n", "Line 3"),
            ("log\nquorum none\n", "Line 3"),
            ("log x\nquorum none\n", "Line 3"),
            ("quorum\u{1}none\n", "Line 3"),
        ]
        for (lines, place) in cases {
            #expect("\(lines)") {
                try LogPolicy(text: head + lines)
            } throws: { error in
                "\(error)".contains(place)
            }
        }
        #expect(throws: PassportError(.badValue, "")) {
            try LogPolicy(text: head + "witness V \(witness.verifier)\nquorum none\n")
        }
    }
}
