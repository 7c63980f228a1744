/// The claims with which a machine says which operational keys it has. Signed by its identity key, over the
/// coordinator's nonce: an old statement is no statement.
package struct KeyStatement: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The machine.
    package var iss: MachineID
    /// The deployment.
    package var aud: String
    /// The coordinator's nonce, that of the session request beside it.
    package var nonce: String
    /// The keys.
    package var keys: MachineKeys

    /// Makes a statement.
    package init(iss: MachineID, aud: String, nonce: String, keys: MachineKeys) {
        self.iss = iss
        self.aud = aud
        self.nonce = nonce
        self.keys = keys
    }

    /// Reads and believes a statement that came with a session request.
    /// - Parameters:
    ///   - compact: the statement.
    ///   - identity: the machine's identity key.
    ///   - request: what it came with.
    /// - Throws: the codes of `Envelope`, `unsupportedVersion`, `wrongIssuer`, `wrongAudience`, `badChallenge` or
    ///   `malformed`.
    package static func verify(
        _ compact: String,
        identity: VerifyingKey,
        beside request: SessionRequest
    ) throws(ProtocolError) -> MachineKeys {
        let statement = try Envelope.parse(compact, as: .keys).verified(by: identity).claims(KeyStatement.self)
        guard statement.ver == 1 else {
            throw ProtocolError(
                .unsupportedVersion,
                "Version \(statement.ver) of a machine's keys is unknown; update the coordinator."
            )
        }
        guard statement.iss == request.iss else {
            throw ProtocolError(.wrongIssuer, "The keys are those of \(statement.iss), not of \(request.iss).")
        }
        guard statement.aud == request.aud else {
            throw ProtocolError(.wrongAudience, "The keys were told to deployment \(statement.aud), not this one.")
        }
        guard statement.nonce == request.nonce else {
            throw ProtocolError(.badChallenge, "The keys were told to another challenge; ask for a new one.")
        }
        try statement.keys.check()
        return statement.keys
    }
}
