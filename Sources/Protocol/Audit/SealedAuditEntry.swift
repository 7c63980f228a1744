/// An audit entry with its hash and its signature, and the one line of an exported log that holds them:
///
///     {"entry":{...},"hash":"<64 hex digits>","signature":"<86 characters of base64url>"}
///
/// The hash is SHA-256 of exactly the bytes between `"entry":` and `,"hash"`. The signature is Ed25519 (RFC 8032) over
/// the text `mintmark-audit:` and the 64 hex digits. Hash and signature have fixed lengths, so a reader cuts the entry
/// out of the line and needs no JSON library that keeps bytes as they are.
package struct SealedAuditEntry: Hashable, Sendable {
    /// The entry's bytes.
    package let entry: [UInt8]
    /// SHA-256 of `entry`, 64 hex digits.
    package let hash: String
    /// The signature of the hash, 86 characters of base64url.
    package let signature: String

    private static let opening = Array(#"{"entry":"#.utf8)
    private static let tailBytes = #","hash":"","signature":""}"#.utf8.count + 64 + 86
    /// Longest entry, in bytes: an event holds at most one signed message.
    private static let maximumBytes = 131_072

    /// Takes the parts as they were stored.
    package init(entry: [UInt8], hash: String, signature: String) {
        self.entry = entry
        self.hash = hash
        self.signature = signature
    }

    /// Hashes and signs an entry.
    /// - Throws: `malformed` when its details can't be written as JSON, `tooLarge` when nobody would read it back.
    package static func seal(
        _ entry: AuditEntry<some Encodable>,
        with key: SigningKey
    ) throws(ProtocolError) -> SealedAuditEntry {
        let bytes = try StrictJSON.encode(entry)
        try StrictJSON.check(bytes, maximumBytes: maximumBytes)
        let hash = Fingerprint.sha256(bytes)
        let signature = try key.signature(for: signedBytes(hash))
        return SealedAuditEntry(entry: bytes, hash: hash, signature: Base64URL.encode(signature))
    }

    /// Cuts a line, without its line end, into its parts. Nothing of it is believed yet.
    /// - Throws: `malformed` or `tooLarge`.
    package init(line: [UInt8]) throws(ProtocolError) {
        guard line.count <= Self.maximumBytes + Self.opening.count + Self.tailBytes else {
            throw ProtocolError(.tooLarge, "The line has \(line.count) bytes; no entry is that long.")
        }
        guard line.count > Self.opening.count + Self.tailBytes else {
            throw ProtocolError(.malformed, "The line is too short for an entry.")
        }
        let tail = line.suffix(Self.tailBytes)
        let hash = tail.dropFirst(9).prefix(64)
        let signature = tail.dropLast(2).suffix(86)
        entry = Array(line.dropFirst(Self.opening.count).dropLast(Self.tailBytes))
        self.hash = String(decoding: hash, as: UTF8.self)
        self.signature = String(decoding: signature, as: UTF8.self)
        guard self.line == line else {
            throw ProtocolError(.malformed, "The line is not an entry with its hash and its signature.")
        }
    }

    /// The line of an exported log, without its end.
    package var line: [UInt8] {
        Self.opening + entry + Array(#","hash":"\#(hash)","signature":"\#(signature)"}"#.utf8)
    }

    /// Whether the hash is that of the entry.
    package var hashFits: Bool { Fingerprint.sha256(entry) == hash }

    /// Whether `key` signed the hash.
    package func isSigned(by key: VerifyingKey) -> Bool {
        guard let signature = Base64URL.decode(signature) else { return false }
        return key.isValid(signature: signature, for: Self.signedBytes(hash))
    }

    private static func signedBytes(_ hash: String) -> [UInt8] { Array("mintmark-audit:\(hash)".utf8) }

    /// What an entry says of its place in the log.
    package struct Place: Decodable, Sendable {
        /// 1, 2, 3 ...
        package let sequence: Int64
        /// The hash of the entry before it.
        package let previous: String
        /// Which life of the database.
        package let generation: Int64
    }

    /// The entry's place.
    /// - Throws: `malformed`, `duplicateMember` or `tooLarge`.
    package func place() throws(ProtocolError) -> Place {
        try StrictJSON.decode(Place.self, from: entry, maximumBytes: Self.maximumBytes)
    }
}
