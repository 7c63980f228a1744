import Hummingbird
package import Passport
package import Protocol

/// Signs what the deployment says of products, under the name that its public address gives it.
package struct PassportIssuer: Sendable {
    /// The name, a `did:web`.
    package let name: String
    private let key: SigningKey
    private let publicURL: String

    /// Makes an issuer.
    package init(publicURL: String, key: SigningKey) {
        name = DecentralizedIdentifier.web(publicURL)
        self.key = key
        self.publicURL = publicURL
    }

    /// How its signatures name the key.
    private var method: String { "\(name)#\(key.keyID)" }

    /// The document behind the name, at `/.well-known/did.json`.
    package var document: JSONValue { DecentralizedIdentifier.document(name, keys: [key.verifyingKey]) }

    /// The passport as its reader may see it, as a signed credential.
    package func credential(of view: PassportView, _ form: SignedCredential.Form) throws(PassportError) -> String {
        let credential = PassportCredential.credential(
            of: view,
            id: "\(publicURL)/v1/dpps/\(PercentEncoding.encode(view.head.id))",
            issuer: name
        )
        return try sign(credential, form, at: view.milliseconds)
    }

    /// An event that a machine of the deployment reported, as a signed credential.
    package func credential(of event: ObjectEvent) throws(PassportError) -> String {
        try sign(EventCredential(event).credential(issuer: name), .token, at: event.milliseconds)
    }

    private func sign(
        _ credential: JSONValue,
        _ form: SignedCredential.Form,
        at milliseconds: Int64
    ) throws(PassportError) -> String {
        switch form {
        case .token: return try CredentialToken.sign(credential, with: key, method: method)
        case .proof:
            let document = try DataIntegrityProof.sign(
                credential,
                with: key,
                method: method,
                created: UTCTime.text(milliseconds: milliseconds)
            )
            return String(decoding: try document.canonical(), as: UTF8.self)
        }
    }
}
