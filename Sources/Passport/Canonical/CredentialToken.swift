package import Protocol

/// A credential in a signed envelope: `application/vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE,
/// section 3.1). The payload is the credential itself.
package enum CredentialToken {
    /// Signs a credential.
    /// - Throws: `malformed` or `tooLong`.
    package static func sign(_ credential: JSONValue, with key: SigningKey) throws(PassportError) -> String {
        _ = try credential.canonical()
        guard credential.members != nil else { throw PassportError(.malformed, "A credential is an object.") }
        do {
            return try Envelope.sign(credential, as: .credential, with: key).compact
        } catch {
            throw refusal(error)
        }
    }

    /// The credential of a token, once `key` is shown to have signed it.
    /// - Throws: `malformed`, `tooLong`, `repeated`, `unknownKey` or `badSignature`.
    package static func verify(_ token: String, by key: VerifyingKey) throws(PassportError) -> JSONValue {
        let envelope: Envelope
        do {
            envelope = try Envelope.parse(token, as: .credential).verified(by: key)
        } catch {
            throw refusal(error)
        }
        return try JSONValue(parsing: envelope.payload)
    }

    private static func refusal(_ error: ProtocolError) -> PassportError {
        let code: PassportError.Code =
            switch error.code {
            case .tooLarge: .tooLong
            case .duplicateMember: .repeated
            case .unknownKey: .unknownKey
            case .badSignature: .badSignature
            default: .malformed
            }
        return PassportError(code, error.message, cause: error.cause)
    }
}
