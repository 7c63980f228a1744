package import Protocol

/// A credential in a signed envelope: `application/vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE,
/// section 3.1), JWS compact with EdDSA over Ed25519 (RFC 8037). The payload is the credential itself.
package enum CredentialToken {
    /// The media type without `application/`, which the header's `typ` has.
    package static let type = "vc+jwt"
    /// Longest token, in bytes.
    package static let maximumBytes = 1 << 20
    /// Members of a header that change nothing of what is checked here; others ask for what this reader does not do.
    private static let members: Set<String> = ["alg", "kid", "typ", "cty"]

    /// Signs a credential.
    /// - Parameter method: the URL of the key, as whoever checks it finds it.
    /// - Throws: `malformed` or `tooLong`.
    package static func sign(
        _ credential: JSONValue,
        with key: SigningKey,
        method: String
    ) throws(PassportError) -> String {
        guard credential.members != nil else { throw PassportError(.malformed, "A credential is an object.") }
        let header: JSONValue = ["alg": "EdDSA", "cty": "vc", "kid": .string(method), "typ": .string(type)]
        let signed = try "\(Base64URL.encode(header.canonical())).\(Base64URL.encode(credential.canonical()))"
        let token: String
        do {
            token = "\(signed).\(Base64URL.encode(try key.signature(for: Array(signed.utf8))))"
        } catch {
            throw PassportError(.badSignature, "The credential could not be signed.", cause: "\(error)")
        }
        guard token.utf8.count <= maximumBytes else {
            throw PassportError(.tooLong, "The credential has more than \(maximumBytes) bytes.")
        }
        return token
    }

    /// The credential of a token, once its key is shown to have signed it.
    /// - Parameter key: the key of a `kid`, or nil when it is not trusted to say what the credential says.
    /// - Throws: `malformed`, `tooLong`, `repeated`, `unknownKey` or `badSignature`.
    package static func verify(
        _ token: String,
        key: (String) -> VerifyingKey?
    ) throws(PassportError) -> JSONValue {
        guard token.utf8.count <= maximumBytes else {
            throw PassportError(.tooLong, "The credential has more than \(maximumBytes) bytes.")
        }
        let parts = Array(token.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]), signature.count == 64
        else {
            throw PassportError(.malformed, "The credential is not three parts of base64url joined by dots.")
        }
        let header = try JSONValue(parsing: headerBytes)
        let names = (header.members ?? []).map(\.name)
        guard header["alg"]?.string == "EdDSA", header["typ"]?.string == type, Set(names).isSubset(of: members) else {
            throw PassportError(
                .malformed,
                "The credential's header must have alg EdDSA, typ \(type) and a kid, and nothing that is not known."
            )
        }
        guard let method = header["kid"]?.string, let key = key(method) else {
            throw PassportError(.unknownKey, "The credential's kid names no key that is known here.")
        }
        let signed = parts[0] + [UInt8(ascii: ".")] + parts[1]
        guard key.isValid(signature: signature, for: Array(signed)) else {
            throw PassportError(.badSignature, "The signature does not fit the credential; it was changed or forged.")
        }
        return try JSONValue(parsing: payload, maximumBytes: maximumBytes)
    }
}
