package import Protocol

/// A public key by which notes are checked, with the name that its signatures bear (C2SP signed-note: Verifier keys).
package struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// How it signs. The raw value is the type in the key's id.
    package enum Kind: UInt8, Sendable {
        /// Ed25519 over the text: the signature of a log.
        case log = 1
        /// Ed25519 over the text with a time before it: the cosignature of a witness (C2SP tlog-cosignature).
        case witness = 4
    }

    /// The name, usually a URL without its scheme.
    package let name: String
    /// How it signs.
    package let kind: Kind
    /// The key itself.
    package let key: VerifyingKey
    /// The first four bytes of SHA-256 over name, line end, type and key.
    package let id: UInt32

    /// Names a key.
    /// - Throws: `badValue` when the name is empty or has spaces, plus signs or control characters.
    package init(name: String, kind: Kind, key: VerifyingKey) throws(PassportError) {
        guard Self.isValid(name) else {
            throw PassportError(
                .badValue,
                "\"\(name.prefix(80))\" is no name of a key: it has a space or a plus, or is empty."
            )
        }
        self.name = name
        self.kind = kind
        self.key = key
        let hash = Fingerprint.digest(Array(name.utf8) + [0x0A, kind.rawValue] + key.rawRepresentation)
        id = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads a verifier key: `name+0123abcd+base64`.
    /// - Throws: `malformed`, also when the id does not fit the key.
    package init(text: String) throws(PassportError) {
        let wrong = PassportError(
            .malformed,
            "\"\(text.prefix(120))\" is no verifier key of the form name+id+key; copy the whole line."
        )
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(String(parts[2])), bytes.count == 33,
            let kind = Kind(rawValue: bytes[0]),
            let key = try? VerifyingKey(rawRepresentation: Array(bytes.dropFirst()))
        else { throw wrong }
        try self.init(name: String(parts[0]), kind: kind, key: key)
        guard Hex.isLowercase(String(parts[1]), count: 8), UInt32(parts[1], radix: 16) == id else { throw wrong }
    }

    /// The key as one line: name, id and key.
    package var description: String {
        let id = Hex.encode(withUnsafeBytes(of: id.bigEndian) { Array($0) })
        return "\(name)+\(id)+\(Base64.encode([kind.rawValue] + key.rawRepresentation))"
    }

    static func isValid(_ name: some StringProtocol) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
    }
}
