import Crypto
import FoundationEssentials

/// Digests as text.
package enum Fingerprint {
    /// SHA-256 of `bytes`, first 32 hex digits: names a key or a machine.
    package static func of(_ bytes: [UInt8]) -> String { String(sha256(bytes).prefix(32)) }

    /// SHA-256 of `bytes`, 64 hex digits.
    package static func sha256(_ bytes: [UInt8]) -> String { Hex.encode(SHA256.hash(data: Data(bytes))) }

    /// SHA-256 of `bytes`, 32 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: Data(bytes))) }

    /// HMAC-SHA256 (RFC 2104) of `bytes` under `secret`, 32 bytes.
    package static func authenticationCode(secret: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(bytes), using: SymmetricKey(data: secret)))
    }

    /// `count` bytes from the system's random source.
    package static func randomBytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// Whether two byte strings are equal, in time that does not depend on where they differ.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
