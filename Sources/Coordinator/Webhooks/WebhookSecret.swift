import Foundation
import Protocol

/// The secret that a webhook and its receiver share (Standard Webhooks 1.0.0, "Signature scheme").
package struct WebhookSecret: Hashable, Sendable {
    /// The key's bytes.
    package let bytes: [UInt8]

    /// The specification asks for at least 24.
    private static let byteCount = 32

    /// Takes a stored one.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Makes a new one.
    package init(from ids: any IdentifierSource) { bytes = ids.randomBytes(Self.byteCount) }

    /// As the receiver is given it: `whsec_` and base64.
    package var text: String { "whsec_\(Data(bytes).base64EncodedString())" }

    /// The signature of one message: `v1,` and the base64 of HMAC-SHA256 over id, time and body joined by points.
    package func signature(id: String, seconds: Int64, body: String) -> String {
        let code = Fingerprint.authenticationCode(secret: bytes, Array("\(id).\(seconds).\(body)".utf8))
        return "v1,\(Data(code).base64EncodedString())"
    }
}
