/// A text with signatures, in the form in which logs publish their checkpoints (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
    /// The text, which ends with a line end.
    package let text: String
    /// The signatures, in their order.
    package private(set) var signatures: [NoteSignature]

    /// Longest note, in bytes.
    package static let maximumBytes = 65_536
    /// Most signatures of a note.
    package static let maximumSignatures = 100

    /// Takes a text.
    /// - Throws: `malformed` when it does not end with a line end or has control characters, `tooLong`.
    package init(text: String, signatures: [NoteSignature] = []) throws(PassportError) {
        try Self.check(text)
        guard text.utf8.last == 0x0A else {
            throw PassportError(.malformed, "The text of a note ends with a line end; this one does not.")
        }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; nothing of it is believed before `verified`.
    /// - Throws: `malformed` or `tooLong`.
    package init(_ note: String) throws(PassportError) {
        try Self.check(note)
        let bytes = Array(note.utf8)
        guard let blank = bytes.indices.dropFirst().last(where: { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }),
            blank < bytes.count - 1, bytes.last == 0x0A
        else {
            throw PassportError(.malformed, "The note has no signatures after an empty line; it was cut off.")
        }
        text = String(decoding: bytes[..<blank], as: UTF8.self)
        let lines = bytes[(blank + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatures else {
            throw PassportError(
                .tooLong,
                "The note has \(lines.count) signatures; \(Self.maximumSignatures) are read at most."
            )
        }
        signatures = []
        for line in lines { signatures.append(try NoteSignature(line: String(decoding: line, as: UTF8.self))) }
    }

    /// The whole note, as it is published.
    package var description: String { text + "\n" + signatures.map { $0.line + "\n" }.joined() }

    /// Signs the text.
    /// - Throws: `badSignature`.
    package mutating func sign(with signer: NoteSigner, seconds: UInt64 = 0) throws(PassportError) {
        signatures.append(try signer.signature(of: text, seconds: seconds))
    }

    /// Puts another's signature to the note.
    package mutating func add(_ signature: NoteSignature) { signatures.append(signature) }

    /// The signatures of known keys; those of others count for nothing.
    /// - Throws: `badSignature` when one that bears a known key's name and id is not the key's, `unknownKey` when none
    ///   is of a known key.
    package func verified(by keys: [NoteKey]) throws(PassportError) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            for key in keys where key.name == signature.name && key.id == signature.keyID {
                guard let valid = signature.check(text, by: key) else {
                    throw PassportError(
                        .badSignature,
                        "The signature of \(key.name) does not fit the note: one of them was changed or forged."
                    )
                }
                if !verified.contains(where: { $0.key == key }) { verified.append(valid) }
            }
        }
        guard !verified.isEmpty else {
            throw PassportError(
                .unknownKey,
                "No key that is known here signed the note; get the keys from who you trust."
            )
        }
        return verified
    }

    private static func check(_ text: String) throws(PassportError) {
        guard text.utf8.count <= maximumBytes else {
            throw PassportError(.tooLong, "The note has \(text.utf8.count) bytes; at most \(maximumBytes) are taken.")
        }
        if let place = text.utf8.enumerated().first(where: { $0.element < 0x20 && $0.element != 0x0A }) {
            throw PassportError(.malformed, "The note has a control character.", at: place.offset)
        }
    }
}

extension SignedNote: CustomStringConvertible {}
