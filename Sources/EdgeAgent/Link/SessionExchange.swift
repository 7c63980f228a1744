package import Protocol

/// The pure half of opening a session: what is sent, and what of the grant is believed.
package struct SessionExchange {
    let keys: AgentKeys
    let trust: Trust

    /// The latest time that is taken, milliseconds since 1970: far beyond any machine, far below an overflow.
    private static let latestTime: Int64 = 1 << 50

    /// Makes the half of a machine that has learnt so much.
    package init(keys: AgentKeys, trust: Trust) {
        self.keys = keys
        self.trust = trust
    }

    /// The signed request.
    /// - Parameters:
    ///   - key: the operational key that signs it.
    ///   - operational: what the identity key vouches for beside it; nil when the coordinator knows the key.
    package func request(
        signedBy key: SigningKey,
        stating operational: MachineKeys?,
        challenge: SessionChallenge,
        agentNonce: String,
        lastCounter: Int64,
        nextSequence: Int64,
        acknowledged: Int64,
        profile: String,
        boot: String
    ) throws(ProtocolError) -> String {
        let statement = try operational.map { operational throws(ProtocolError) in
            try Envelope.sign(
                KeyStatement(
                    iss: keys.machine,
                    aud: trust.keyset.iss,
                    nonce: challenge.nonce,
                    keys: operational
                ),
                as: .keys,
                with: keys.identity
            ).compact
        }
        let request = SessionRequest(
            iss: keys.machine,
            aud: trust.keyset.iss,
            nonce: challenge.nonce,
            agentNonce: agentNonce,
            inc: trust.incarnation,
            lastCounter: lastCounter,
            nextSequence: nextSequence,
            profile: profile,
            ratchet: trust.ratchet,
            keysetVersion: trust.keyset.version,
            boot: boot,
            program: ProgramVersion.text,
            epoch: trust.epoch,
            acknowledged: acknowledged,
            keys: statement
        )
        return try Envelope.sign(request, as: .session, with: key).compact
    }

    /// Believes the grant, or says why not. A newer keyset in it is believed first, because a rotated key may have
    /// signed the grant.
    /// - Returns: the grant, and the newer keyset.
    package func believe(
        _ compact: String,
        agentNonce: String
    ) throws(ProtocolError) -> (grant: SessionGrant, keyset: Keyset?) {
        let envelope = try Envelope.parse(compact, as: .grant)
        let claimed = try envelope.claims(SessionGrant.self)
        var newer: Keyset?
        if let text = claimed.keyset {
            newer = try Keyset.verify(text, root: trust.root, minimumVersion: trust.keyset.version)
        }
        let key = (newer ?? trust.keyset).key(envelope.keyID, for: .command)
        let grant = try envelope.verified(by: key).claims(SessionGrant.self)
        guard grant.ver == 1, grant.iss == trust.keyset.iss, grant.aud == keys.machine, grant.nonce == agentNonce else {
            throw ProtocolError(.wrongAudience, "The session grant is not the answer to this request.")
        }
        guard grant.epoch > trust.epoch else {
            throw ProtocolError(.staleEpoch, "The grant's epoch \(grant.epoch) is not above \(trust.epoch).")
        }
        guard Hex.isLowercase(grant.ratchet, count: 32), (0...Self.latestTime).contains(grant.time),
            (0..<Int64.max).contains(grant.through)
        else {
            throw ProtocolError(.malformed, "The grant's ratchet, time or sequence is out of its range.")
        }
        return (grant, newer)
    }
}
