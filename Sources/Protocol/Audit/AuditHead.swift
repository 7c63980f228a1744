/// Where an audit log stands: the number and the hash of one entry. Whoever keeps a head can later show that the log
/// before it was neither cut nor rewritten.
package struct AuditHead: Hashable, Sendable, CustomStringConvertible {
    /// The entry's number; 0 before the first.
    package let sequence: Int64
    /// SHA-256 of the entry, 64 hex digits; zeros before the first.
    package let hash: String

    /// Before the first entry.
    package static let beginning = AuditHead(sequence: 0, hash: String(repeating: "0", count: 64))

    /// Makes a head.
    package init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    /// Reads `SEQUENCE:HASH`.
    /// - Throws: `malformed`.
    package init(text: String) throws(ProtocolError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0,
            Hex.isLowercase(String(parts[1]), count: 64)
        else {
            throw ProtocolError(.malformed, "An audit log's head is a number, a colon and 64 hex digits.")
        }
        self.init(sequence: sequence, hash: String(parts[1]))
    }

    package var description: String { "\(sequence):\(hash)" }
}
