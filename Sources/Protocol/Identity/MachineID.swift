/// A machine's id, `name::fingerprint`: a name for people and the fingerprint of the identity key, fixed at enrolment.
package struct MachineID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Lower-case letters, digits and hyphens, at most 48.
    package let name: String
    /// The identity key's fingerprint, 32 hex digits.
    package let fingerprint: String

    /// Makes the id of the machine that holds `identity`.
    /// - Throws: `malformed` when the name has other characters.
    package init(name: String, identity: VerifyingKey) throws(ProtocolError) {
        try self.init(name: name, fingerprint: identity.fingerprint)
    }

    /// Reads `name::fingerprint`.
    /// - Throws: `malformed` when the text is not that.
    package init(text: String) throws(ProtocolError) {
        guard let middle = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[middle...].hasPrefix("::") else {
            throw ProtocolError(.malformed, "\"\(text.prefix(96))\" is not a machine id; it reads name::fingerprint.")
        }
        try self.init(name: String(text[..<middle]), fingerprint: String(text[middle...].dropFirst(2)))
    }

    private init(name: String, fingerprint: String) throws(ProtocolError) {
        let characters = name.utf8
        let isName =
            (1...ProtocolLimits.nameCharacters).contains(characters.count)
            && characters.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName, Hex.isLowercase(fingerprint, count: 32) else {
            throw ProtocolError(
                .malformed,
                "\"\(name.prefix(64))\" is not a machine's name: use a-z, 0-9 and hyphens, at most "
                    + "\(ProtocolLimits.nameCharacters), and a fingerprint of 32 hex digits."
            )
        }
        self.name = name
        self.fingerprint = fingerprint
    }

    package init(from decoder: any Decoder) throws {
        try self.init(text: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { "\(name)::\(fingerprint)" }
}
