/// An event of a product's life as a credential: who signs it says that it happened (UNTP Digital Traceability Event,
/// W3C Verifiable Credentials Data Model 2.0).
package struct EventCredential: Sendable {
    /// What happened.
    package let event: ObjectEvent
    /// What it changes in the passport.
    package let update: PassportUpdate?

    private static let type = "DigitalTraceabilityEvent"
    private static let updateMember = "passportUpdate"

    /// Puts both together.
    package init(_ event: ObjectEvent, update: PassportUpdate? = nil) {
        self.event = event
        self.update = update
    }

    /// Reads a credential whose signature was checked.
    /// - Throws: `malformed` when it is another kind, and what its parts throw.
    package init(_ credential: JSONValue) throws(PassportError) {
        let types = credential["type"]?.elements?.compactMap(\.string) ?? []
        let contexts = credential["@context"]?.elements?.compactMap(\.string) ?? []
        guard contexts.first == CredentialTerms.base, types.contains("VerifiableCredential"), types.contains(Self.type),
            let subject = credential["credentialSubject"]
        else {
            throw PassportError(
                .malformed,
                "The credential must have the types VerifiableCredential and \(Self.type), begin its @context with "
                    + "\(CredentialTerms.base), and have the event as its credentialSubject."
            )
        }
        event = try ObjectEvent(json: subject)
        update =
            if let json = credential[Self.updateMember] { try PassportUpdate(json: json) } else { nil }
    }

    /// The credential, to be signed.
    /// - Parameter issuer: who signs.
    package func credential(issuer: String) -> JSONValue {
        var credential: JSONValue = [
            "@context": [.string(CredentialTerms.base), .string(ObjectEvent.context), .string(CredentialTerms.others)],
            "type": [.string(Self.type), "VerifiableCredential"], "id": .string(event.id), "issuer": .string(issuer),
            "validFrom": .string(UTCTime.text(milliseconds: event.milliseconds)), "credentialSubject": event.json,
        ]
        credential[Self.updateMember] = update?.json
        return credential
    }
}

/// Where the terms of credentials are defined.
enum CredentialTerms {
    /// Every credential's first (W3C Verifiable Credentials Data Model 2.0 section 4.3).
    static let base = "https://www.w3.org/ns/credentials/v2"
    /// Terms that are defined nowhere else (the same, section 4.3 and appendix B).
    static let others = "https://www.w3.org/ns/credentials/undefined-terms/v2"
    /// Passports of products (UNTP 0.6).
    static let passport = "https://test.uncefact.org/vocabulary/untp/dpp/0.6.0/"
}
