/// Whose products were, and whose they are from now on, each by a URI such as a `did:key` (EPCIS 2.0 source and
/// destination of the type `owning_party`).
package struct OwnershipTransfer: Hashable, Sendable {
    /// Whose they were.
    package let from: String
    /// Whose they are.
    package let to: String

    /// Longest name, in bytes.
    private static let maximumBytes = 300

    /// Makes a transfer.
    /// - Throws: `badValue` when a name is no URI, or both are one.
    package init(from: String, to: String) throws(PassportError) {
        for name in [from, to] {
            guard name.utf8.count <= Self.maximumBytes, name.utf8.contains(UInt8(ascii: ":")),
                name.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else { throw PassportError(.badValue, "\(name.prefix(60)) is no URI of an owner, like did:key:z6Mk….") }
        }
        guard from != to else { throw PassportError(.badValue, "A product is handed from one owner to another.") }
        self.from = from
        self.to = to
    }

    /// Its part of what is hashed for an event's id (CBV 2.0 section 8.9).
    var hashedText: String {
        let type = "type=https://ref.gs1.org/cbv/SDT-owning_party"
        return "destinationList\(type)destination=\(to)sourceList\(type)source=\(from)"
    }
}
