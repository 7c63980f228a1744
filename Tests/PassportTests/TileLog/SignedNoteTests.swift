import FoundationEssentials
import Passport
import Protocol
import Testing

@Suite("Signed notes")
struct SignedNoteTests {
    /// The example of golang.org/x/mod/sumdb/note (example_test.go), from which the C2SP format comes.
    private static let text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    private static let seed = "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM="
    private static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let line =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    private static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    private static let enochLine =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ="

    @Test func thePublishedNoteVerifies() throws {
        let note = try SignedNote("\(Self.text)\n\(Self.line)\n\(Self.enochLine)\n")
        #expect(note.text == Self.text)
        let peter = try NoteKey(text: Self.peter)
        #expect(peter.description == Self.peter)
        #expect(peter.id == 0xc74f_20a3)
        let verified = try note.verified(by: [peter])
        #expect(verified.map(\.key) == [peter] && verified.map(\.seconds) == [nil])
        #expect(note.description == "\(Self.text)\n\(Self.line)\n\(Self.enochLine)\n")
    }

    @Test func thePublishedKeySignsThePublishedSignature() throws {
        let seed = Array(try #require(Data(base64Encoded: Self.seed)))
        let signer = try NoteSigner(name: "PeterNeumann", kind: .log, key: SigningKey(rawRepresentation: seed))
        #expect(signer.verifier.description == Self.peter)
        #expect(try signer.signature(of: Self.text, seconds: 0).line == Self.line)
    }

    @Test func aNoteOfNobodyKnownIsNotBelieved() throws {
        let note = try SignedNote("\(Self.text)\n\(Self.line)\n")
        let other = try NoteSigner(name: "PeterNeumann", kind: .log, key: SigningKey()).verifier
        #expect(throws: PassportError(.unknownKey, "")) { try note.verified(by: [other]) }
        #expect(throws: PassportError(.unknownKey, "")) { try note.verified(by: []) }
    }

    @Test func aChangedTextIsSeenAlsoBesideAGoodSignature() throws {
        let peter = try NoteKey(text: Self.peter)
        let changed = Self.text.replacing("your problem", with: "my problem")
        #expect(throws: PassportError(.badSignature, "")) {
            try SignedNote("\(changed)\n\(Self.line)\n").verified(by: [peter])
        }
        let signer = try NoteSigner(name: "a", kind: .log, key: SigningKey())
        var note = try SignedNote(text: changed)
        try note.sign(with: signer)
        note.add(try NoteSignature(line: Self.line))
        #expect(throws: PassportError(.badSignature, "")) { try note.verified(by: [signer.verifier, peter]) }
        #expect(try note.verified(by: [signer.verifier]).count == 1)
    }

    @Test func sixteenSignaturesAndMoreAreRead() throws {
        var note = try SignedNote(text: "a\n\nb\n")
        let signers = try (0..<20).map { try NoteSigner(name: "w\($0)", kind: .witness, key: SigningKey()) }
        for signer in signers { try note.sign(with: signer, seconds: 1_800_000_000) }
        let read = try SignedNote(note.description)
        #expect(read == note)
        let verified = try read.verified(by: signers.map(\.verifier))
        #expect(verified.count == 20)
        #expect(verified.allSatisfy { $0.seconds == 1_800_000_000 })
    }

    @Test func theTimeOfACosignatureIsSigned() throws {
        let signer = try NoteSigner(name: "w", kind: .witness, key: SigningKey())
        let signature = try signer.signature(of: "a\n", seconds: 5)
        #expect(signature.bytes.count == 72)
        var bytes = signature.bytes
        bytes[7] = 6
        let forged = NoteSignature(name: "w", keyID: signature.keyID, bytes: bytes)
        #expect(throws: PassportError(.badSignature, "")) {
            try SignedNote(text: "a\n", signatures: [forged]).verified(by: [signer.verifier])
        }
        let cut = NoteSignature(name: "w", keyID: signature.keyID, bytes: Array(bytes.dropLast()))
        #expect(throws: PassportError(.badSignature, "")) {
            try SignedNote(text: "a\n", signatures: [cut]).verified(by: [signer.verifier])
        }
        // A log's key and a witness's of the same name are different keys.
        #expect(try NoteKey(name: "w", kind: .log, key: signer.verifier.key).id != signer.verifier.id)
    }

    @Test(arguments: [
        "", "\n", "a\n", "a\n\n", "a\n\n— x\n", "a\n\n- x AAAAAAA=\n", "a\n\n— x AAAAAAA=", "a\n\n— x AAAA\n",
        "a\n\n— x AAAAAAB=\n", "a\n\n— x+y AAAAAAA=\n", "a\n\n—  AAAAAAA=\n", "a\n\n— x AAAAAAA=\nb\n",
        "a\r\n\n— x AAAAAAA=\n",
        "a\u{1}\n\n— x AAAAAAA=\n", "a\n\n— x AAAAAAA= \n", "a\n\n— x\u{A0}y AAAAAAA=\n",
    ]) func whatIsNoNoteIsRefused(_ text: String) {
        #expect(throws: PassportError(.malformed, "")) { try SignedNote(text) }
    }

    @Test func notesAreBounded() throws {
        let line = "— x AAAAAAA=\n"
        #expect(try SignedNote("a\n\n" + String(repeating: line, count: 100)).signatures.count == 100)
        #expect(throws: PassportError(.tooLong, "")) { try SignedNote("a\n\n" + String(repeating: line, count: 101)) }
        #expect(throws: PassportError(.tooLong, "")) {
            try SignedNote(text: String(repeating: "a", count: SignedNote.maximumBytes) + "\n")
        }
        #expect(throws: PassportError(.malformed, "")) { try SignedNote(text: "a") }
    }

    /// Bad keys of golang.org/x/mod/sumdb/note (note_test.go), and others.
    @Test(arguments: [
        "", "PeterNeumann", "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ]) func whatIsNoKeyIsRefused(_ text: String) {
        #expect(throws: PassportError.self) { try NoteKey(text: text) }
    }
}
