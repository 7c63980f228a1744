import Crypto
import FoundationEssentials

/// A private Ed25519 key. Its bytes leave it only into a `KeyFile`.
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The public half.
    package let verifyingKey: VerifyingKey

    /// Makes a new key from the system's random source.
    package init() {
        key = Curve25519.Signing.PrivateKey()
        guard let verifyingKey = try? VerifyingKey(rawRepresentation: Array(key.publicKey.rawRepresentation)) else {
            preconditionFailure("a fresh Ed25519 key has a 32-byte public key")
        }
        self.verifyingKey = verifyingKey
    }

    /// Makes a key of its 32 secret bytes.
    /// - Throws: `malformed` when they are not 32.
    package init(rawRepresentation: [UInt8]) throws(ProtocolError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: rawRepresentation)
        } catch {
            throw ProtocolError(.malformed, "A private key must be 32 bytes, not \(rawRepresentation.count).")
        }
        verifyingKey = try VerifyingKey(rawRepresentation: Array(key.publicKey.rawRepresentation))
    }

    /// The 32 secret bytes, for a `KeyFile`.
    var rawRepresentation: [UInt8] { Array(key.rawRepresentation) }

    /// The `kid` of what this key signs.
    package var keyID: String { verifyingKey.fingerprint }

    /// The 64-byte signature of `bytes`.
    /// - Throws: `badSignature` when the library refuses, which Ed25519 does not do.
    package func signature(for bytes: [UInt8]) throws(ProtocolError) -> [UInt8] {
        do {
            return Array(try key.signature(for: Data(bytes)))
        } catch {
            throw ProtocolError(.badSignature, "The message could not be signed.", cause: "\(error)")
        }
    }
}
