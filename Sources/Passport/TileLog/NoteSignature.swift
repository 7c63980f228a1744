import Protocol

/// One signature line of a note.
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    package let name: String
    /// The key's id.
    package let keyID: UInt32
    /// The signature, in the form of the key's kind.
    package let bytes: [UInt8]

    /// Takes the parts.
    package init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// The line, without its end.
    package var line: String {
        "— \(name) \(Base64.encode(withUnsafeBytes(of: keyID.bigEndian) { Array($0) } + bytes))"
    }

    /// Reads a line.
    /// - Throws: `malformed`.
    package init(line: String) throws(PassportError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "—", NoteKey.isValid(parts[1]),
            let bytes = Base64.decode(String(parts[2])), bytes.count > 4
        else {
            throw PassportError(.malformed, "\"\(line.prefix(120))\" is no signature line of a note.")
        }
        name = String(parts[1])
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes.dropFirst(4))
    }

    /// What a witness signs (C2SP tlog-cosignature: Ed25519 signed message).
    static func cosignedText(_ text: String, seconds: UInt64) -> String { "cosignature/v1\ntime \(seconds)\n\(text)" }

    /// Whether this is a signature of `key` over `text`, and when it says it was made.
    func check(_ text: String, by key: NoteKey) -> VerifiedSignature? {
        switch key.kind {
        case .log:
            guard key.key.isValid(signature: bytes, for: Array(text.utf8)) else { return nil }
            return VerifiedSignature(key: key, seconds: nil)
        case .witness:
            guard bytes.count == 72 else { return nil }
            let seconds = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let message = Self.cosignedText(text, seconds: seconds)
            guard seconds <= UInt64(Int64.max),
                key.key.isValid(signature: Array(bytes.dropFirst(8)), for: Array(message.utf8))
            else { return nil }
            return VerifiedSignature(key: key, seconds: seconds)
        }
    }
}

/// A signature that was checked.
package struct VerifiedSignature: Hashable, Sendable {
    /// Whose.
    package let key: NoteKey
    /// When a witness says it saw the log so, in seconds since 1970; nil for a log's own.
    package let seconds: UInt64?
}
