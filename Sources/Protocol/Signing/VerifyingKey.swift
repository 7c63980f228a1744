import Crypto
import FoundationEssentials

/// A public Ed25519 key (RFC 8032), 32 bytes, written as base64url.
package struct VerifyingKey: Hashable, Sendable, Codable {
    /// The 32 bytes of the key.
    package let rawRepresentation: [UInt8]

    /// Makes a key of its 32 bytes.
    /// - Throws: `malformed` when they are not a key.
    package init(rawRepresentation: [UInt8]) throws(ProtocolError) {
        do {
            _ = try Curve25519.Signing.PublicKey(rawRepresentation: rawRepresentation)
        } catch {
            throw ProtocolError(.malformed, "A public key must be 32 bytes, not \(rawRepresentation.count).")
        }
        self.rawRepresentation = rawRepresentation
    }

    /// Makes a key of its base64url text.
    /// - Throws: `malformed` when the text is not a key.
    package init(text: String) throws(ProtocolError) {
        guard let bytes = Base64URL.decode(text) else {
            throw ProtocolError(.malformed, "\"\(text.prefix(64))\" is not a public key in base64url.")
        }
        try self.init(rawRepresentation: bytes)
    }

    package init(from decoder: any Decoder) throws {
        try self.init(text: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// The key as base64url, 43 characters.
    package var text: String { Base64URL.encode(rawRepresentation) }

    /// The key's fingerprint: SHA-256 of its bytes, first 32 hex digits. It is the `kid` of what the key signs.
    package var fingerprint: String { Fingerprint.of(rawRepresentation) }

    /// The key as a JSON Web Key (RFC 8037 section 2), for any JOSE library.
    package var jwk: String { #"{"kty":"OKP","crv":"Ed25519","x":"\#(text)","kid":"\#(fingerprint)"}"# }

    /// Whether `signature` is this key's over `bytes`.
    package func isValid(signature: [UInt8], for bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: rawRepresentation) else { return false }
        return key.isValidSignature(Data(signature), for: Data(bytes))
    }
}
