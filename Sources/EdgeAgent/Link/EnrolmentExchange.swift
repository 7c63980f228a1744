package import Journal
package import Protocol

/// The pure half of enrolment: what is sent, and what of the answer is believed. From the pinned root key down: the
/// root signed the keyset, the keyset names the key that signed the answer and the TLS key that answered.
package struct EnrolmentExchange {
    let keys: AgentKeys
    let anchor: Anchor

    /// What an answer that was believed says.
    package struct Outcome: Equatable {
        var root: VerifyingKey
        var keyset: Keyset
        var keysetText: String
        /// What the coordinator said.
        package var answer: EnrolmentAnswer

        /// Keeps what an answer says that allows the machine, in one transaction; another one changes nothing.
        package func keep(in store: JournalStore) throws {
            guard answer.status == .allowed, let incarnation = answer.inc, let ratchet = answer.ratchet,
                let through = answer.through
            else { return }
            let identity = try store.identity()
            // The same answer twice must not throw away what was received in between.
            if identity.incarnation != incarnation {
                let next = max(identity.nextSequence, through + 1)
                try store.adopt(incarnation: incarnation, lastCounter: 0, nextSequence: next)
                try store.setValue(Trust.Key.epoch, Array("0".utf8))
            }
            try store.setValue(Trust.Key.root, Array(root.text.utf8))
            try store.setValue(Trust.Key.keyset, Array(keysetText.utf8))
            try store.setValue(Trust.Key.ratchet, Array(ratchet.utf8))
            try store.removeValue(Trust.Key.quarantine)
        }
    }

    /// Makes the half of a machine that pins a deployment.
    package init(keys: AgentKeys, anchor: Anchor) {
        self.keys = keys
        self.anchor = anchor
    }

    /// The signed request. A journal that has an incarnation was enrolled: the one-time secret is used up.
    /// - Parameters:
    ///   - challenge: the coordinator's nonce.
    ///   - nonce: the machine's own.
    ///   - seconds: this computer's time, since 1970; an annotation.
    ///   - operational: the keys that sign sessions and receipts.
    package func request(
        challenge: SessionChallenge,
        nonce: String,
        seconds: Int64,
        incarnation: Int64,
        operational: MachineKeys
    ) throws(ProtocolError) -> String {
        let secret = incarnation == 0 ? anchor.secret : nil
        let request = EnrolmentRequest(
            iss: keys.machine,
            identity: keys.identity.verifyingKey,
            keys: operational,
            iat: seconds,
            challenge: challenge.nonce,
            nonce: nonce,
            secretID: secret?.id,
            secretProof: secret?.proof(for: keys.machine),
            inc: incarnation == 0 ? nil : incarnation
        )
        return try Envelope.sign(request, as: .enrolment, with: keys.identity).compact
    }

    /// Believes the reply, or says why not.
    /// - Parameters:
    ///   - body: the reply's JSON.
    ///   - nonce: the request's nonce.
    ///   - pin: the TLS key that answered.
    package func believe(_ body: [UInt8], nonce: String, pin: String?) throws(ProtocolError) -> Outcome {
        let reply = try StrictJSON.decode(
            EnrolmentReply.self,
            from: body,
            maximumBytes: 2 * (ProtocolLimits.keysetBytes + ProtocolLimits.envelopeBytes)
        )
        guard reply.root.fingerprint == anchor.fingerprint, anchor.root == nil || anchor.root == reply.root else {
            throw ProtocolError(
                .wrongIssuer,
                "The coordinator belongs to deployment \(reply.root.fingerprint), not ours."
            )
        }
        let keyset = try Keyset.verify(reply.keyset, root: reply.root)
        guard let pin, keyset.tlsPins.contains(pin) else {
            throw ProtocolError(
                .unknownKey,
                "The TLS key that answered is not in the keyset; something stands between."
            )
        }
        let envelope = try Envelope.parse(reply.answer, as: .enrolled)
        let answer = try envelope.verified(by: keyset.key(envelope.keyID, for: .command)).claims(EnrolmentAnswer.self)
        guard answer.ver == 1, answer.iss == keyset.iss, answer.aud == keys.machine, answer.nonce == nonce else {
            throw ProtocolError(.wrongAudience, "The enrolment answer is not the answer to this request.")
        }
        guard answer.status != .allowed || Self.isComplete(answer) else {
            throw ProtocolError(.malformed, "The enrolment is allowed without an incarnation, ratchet and sequence.")
        }
        return Outcome(root: reply.root, keyset: keyset, keysetText: reply.keyset, answer: answer)
    }

    private static func isComplete(_ answer: EnrolmentAnswer) -> Bool {
        guard let incarnation = answer.inc, let ratchet = answer.ratchet, let through = answer.through else {
            return false
        }
        return incarnation >= 1 && Hex.isLowercase(ratchet, count: 32) && (0..<Int64.max).contains(through)
    }
}
