import FoundationEssentials

/// A signed message: JWS compact serialisation (RFC 7515 section 7.1) with `EdDSA` over Ed25519 (RFC 8037 section 3.1).
/// The header has exactly the members `alg`, `kid` and `typ`.
package struct Envelope: Hashable, Sendable {
    /// The compact form: header, payload and signature in base64url, joined by dots.
    package let compact: String
    /// The `kid`: fingerprint of the key that signed.
    package let keyID: String
    /// The claims, as the bytes that were signed.
    package let payload: [UInt8]

    private let signature: [UInt8]

    private struct Header: Codable {
        var alg: String
        var kid: String
        var typ: String
    }

    /// Signs `claims`.
    /// - Throws: `malformed` or `tooLarge` when the claims can't be sent.
    package static func sign(
        _ claims: some Encodable,
        as type: EnvelopeType,
        with key: SigningKey
    ) throws(ProtocolError) -> Envelope {
        let payload = try StrictJSON.encode(claims)
        let header = try StrictJSON.encode(Header(alg: "EdDSA", kid: key.keyID, typ: type.rawValue))
        let signed = "\(Base64URL.encode(header)).\(Base64URL.encode(payload))"
        let signature = try key.signature(for: Array(signed.utf8))
        let compact = "\(signed).\(Base64URL.encode(signature))"
        let limit = maximumBytes(of: type)
        guard compact.utf8.count <= limit else {
            throw ProtocolError(.tooLarge, "The \(type) has \(compact.utf8.count) bytes; at most \(limit) may be sent.")
        }
        return Envelope(compact: compact, keyID: key.keyID, payload: payload, signature: signature)
    }

    /// Reads an envelope's parts without trusting them. Nothing but `verified(by:)` makes the payload believable.
    /// - Throws: `tooLarge`, `malformed`, `duplicateMember`, `badAlgorithm` or `badType`.
    package static func parse(_ compact: String, as type: EnvelopeType) throws(ProtocolError) -> Envelope {
        let bytes = Array(compact.utf8)
        let limit = maximumBytes(of: type)
        guard bytes.count <= limit else {
            throw ProtocolError(.tooLarge, "The \(type) has \(bytes.count) bytes; at most \(limit) are taken.")
        }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2])
        else {
            throw ProtocolError(.malformed, "The \(type) is not three parts of base64url joined by dots.")
        }
        try checkHeaderMembers(headerBytes)
        let header = try StrictJSON.decode(Header.self, from: headerBytes, maximumBytes: ProtocolLimits.headerBytes)
        guard header.alg == "EdDSA" else {
            throw ProtocolError(
                .badAlgorithm,
                "The algorithm \"\(header.alg.prefix(32))\" is refused; only EdDSA is taken."
            )
        }
        guard header.typ == type.rawValue else {
            throw ProtocolError(.badType, "A \(type.rawValue) is expected here, not \"\(header.typ.prefix(64))\".")
        }
        guard Hex.isLowercase(header.kid, count: 32) else {
            throw ProtocolError(.unknownKey, "The kid is not a key's fingerprint of 32 hex digits.")
        }
        guard signature.count == 64 else {
            throw ProtocolError(.badSignature, "An Ed25519 signature has 64 bytes, not \(signature.count).")
        }
        try StrictJSON.check(payload, maximumBytes: limit)
        return Envelope(compact: compact, keyID: header.kid, payload: payload, signature: signature)
    }

    /// The same envelope once `key` is shown to have signed it.
    /// - Throws: `unknownKey` when the envelope names another key, `badSignature` when the signature does not fit.
    package func verified(by key: VerifyingKey?) throws(ProtocolError) -> Envelope {
        guard let key, key.fingerprint == keyID else {
            throw ProtocolError(.unknownKey, "The key \(keyID) is not trusted for this; fetch the newest keyset.")
        }
        let signed = compact.utf8.prefix(upTo: compact.utf8.lastIndex(of: UInt8(ascii: ".")) ?? compact.utf8.startIndex)
        guard key.isValid(signature: signature, for: Array(signed)) else {
            throw ProtocolError(.badSignature, "The signature does not fit the message; it was changed or forged.")
        }
        return self
    }

    /// Decodes the claims of an envelope that was verified.
    /// - Throws: `malformed` when they are not a `Claims`.
    package func claims<Claims: Decodable>(_ type: Claims.Type) throws(ProtocolError) -> Claims {
        try StrictJSON.decode(type, from: payload, maximumBytes: ProtocolLimits.profileEnvelopeBytes)
    }

    /// A header with further members, `crit` among them, asks for something this reader does not do.
    private static func checkHeaderMembers(_ bytes: [UInt8]) throws(ProtocolError) {
        let members = try StrictJSON.decode(
            [String: String].self,
            from: bytes,
            maximumBytes: ProtocolLimits.headerBytes
        )
        guard Set(members.keys).isSubset(of: ["alg", "kid", "typ"]) else {
            throw ProtocolError(.malformed, "The header has a member beside alg, kid and typ.")
        }
    }

    private static func maximumBytes(of type: EnvelopeType) -> Int {
        switch type {
        case .profile: ProtocolLimits.profileEnvelopeBytes
        case .keyset: ProtocolLimits.keysetBytes
        case .grant, .enrolled: ProtocolLimits.keysetBytes + ProtocolLimits.envelopeBytes
        case .release: ProtocolLimits.releaseBytes
        case .command, .receipt, .session, .enrolment, .quote, .auditKey: ProtocolLimits.envelopeBytes
        }
    }
}
