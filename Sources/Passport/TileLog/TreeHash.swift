import Crypto
import Protocol

/// A hash of the log's tree: SHA-256, 32 bytes (RFC 6962 section 2.1).
package struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    private let words: SIMD4<UInt64>

    /// How many bytes a hash has.
    package static let byteCount = 32

    /// Takes 32 bytes; nil for another number of them.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(exactly: bytes)
    }

    /// Reads 32 bytes of base64 (RFC 4648 section 4); nil for anything else.
    package init?(text: some StringProtocol) {
        guard let bytes = Base64.decode(String(text)) else { return nil }
        self.init(bytes)
    }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    package init?(hex: String) {
        guard Hex.isLowercase(hex, count: 64), let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    private init(exactly bytes: some Sequence<UInt8>) {
        var words = SIMD4<UInt64>()
        for (index, byte) in bytes.enumerated() { words[index >> 3] = words[index >> 3] << 8 | UInt64(byte) }
        self.words = words
    }

    /// The hash of a tree without leaves.
    package static let empty = TreeHash(exactly: SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf: over a zero byte and the entry.
    package static func leaf(_ entry: [UInt8]) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [0])
        hash.update(data: entry)
        return TreeHash(exactly: hash.finalize())
    }

    /// The hash of a node: over a one byte and the hashes of its two children.
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(65)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return TreeHash(exactly: SHA256.hash(data: bytes))
    }

    /// Writes the 32 bytes behind others.
    package func append(to bytes: inout [UInt8]) {
        for word in 0..<4 {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: words[word] >> shift))
            }
        }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        append(to: &bytes)
        return bytes
    }

    /// The hash as 64 hexadecimal digits.
    package var hex: String { Hex.encode(bytes) }

    /// The hash as base64, 44 characters.
    package var description: String { Base64.encode(bytes) }
}
