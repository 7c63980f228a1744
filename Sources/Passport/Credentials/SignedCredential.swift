package import Protocol

/// A credential that somebody signed with a key of his own, in either form, after the signature was checked. The key is
/// in the signer's name (`did:key`), so nobody is asked for it; whether he may say what he says is another question.
package struct SignedCredential: Sendable {
    /// Which of the two forms, by its media type.
    package enum Form: String, CaseIterable, Sendable {
        /// JWS compact.
        case token = "application/vc+jwt"
        /// JSON with a proof of `eddsa-jcs-2022` inside.
        case proof = "application/vc"
    }

    /// Which form it came in.
    package let form: Form
    /// As it was signed: the token, or the canonical JSON with its proof.
    package let text: String
    /// What it says.
    package let credential: JSONValue
    /// Who signed, a `did:key`.
    package let signer: String

    /// Longest, in bytes.
    package static let maximumBytes = 65_536

    /// Checks what somebody sent.
    /// - Throws: `tooLong`, `malformed`, `unknownKey` when the signer or the issuer is no `did:key` or they are two,
    ///   `badSignature`.
    package init(_ bytes: [UInt8], form: Form) throws(PassportError) {
        guard bytes.count <= Self.maximumBytes else {
            throw PassportError(.tooLong, "A signed credential has at most \(Self.maximumBytes) bytes here.")
        }
        var method: String?
        let key = { (name: String) -> VerifyingKey? in
            method = name
            return DecentralizedIdentifier.key(of: name)
        }
        switch form {
        case .token:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw PassportError(.malformed, "The token is no text.")
            }
            self.text = text
            credential = try CredentialToken.verify(text, key: key)
        case .proof:
            let document = try JSONValue(parsing: bytes, maximumBytes: Self.maximumBytes)
            text = String(decoding: try document.canonical(), as: UTF8.self)
            credential = try DataIntegrityProof.verify(document, key: key)
        }
        let signer = String((method ?? "").prefix { $0 != "#" })
        guard Self.issuer(of: credential) == signer else {
            throw PassportError(.unknownKey, "The credential's issuer is not who signed it.")
        }
        self.form = form
        self.signer = signer
    }

    /// Who makes a credential's statements: a name, or an object with the name as its `id`.
    package static func issuer(of credential: JSONValue) -> String? {
        credential["issuer"]?.string ?? credential["issuer"]?["id"]?.string
    }

    /// Signs a credential as whoever holds the key.
    /// - Parameter created: when, as `2026-11-20T10:00:00Z`.
    /// - Returns: the text to send.
    /// - Throws: what the forms throw.
    package static func sign(
        _ credential: JSONValue,
        as form: Form,
        with key: SigningKey,
        created: String
    ) throws(PassportError) -> String {
        let method = DecentralizedIdentifier.method(of: key.verifyingKey)
        switch form {
        case .token: return try CredentialToken.sign(credential, with: key, method: method)
        case .proof:
            let document = try DataIntegrityProof.sign(credential, with: key, method: method, created: created)
            return String(decoding: try document.canonical(), as: UTF8.self)
        }
    }
}
