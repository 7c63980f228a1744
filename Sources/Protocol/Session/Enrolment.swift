/// The claims with which a machine asks to be enrolled. Signed by its identity key.
package struct EnrolmentRequest: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The machine.
    package var iss: MachineID
    /// The identity key, which signed this.
    package var identity: VerifyingKey
    /// The keys that sign sessions and receipts.
    package var keys: MachineKeys
    /// When, seconds since 1970 by the machine's clock.
    package var iat: Int64
    /// The coordinator's nonce: who repeats what a machine once sent must not enrol it again.
    package var challenge: String
    /// A fresh random text, which the answer repeats.
    package var nonce: String
    /// The id of the one-time secret, when one is used.
    package var secretID: String?
    /// `EnrolmentSecret.proof` for this machine, 64 hex digits.
    package var secretProof: String?
    /// The incarnation that the machine's journal has; nil for a new journal.
    package var inc: Int64?

    /// Makes a request.
    package init(
        iss: MachineID,
        identity: VerifyingKey,
        keys: MachineKeys,
        iat: Int64,
        challenge: String,
        nonce: String,
        secretID: String?,
        secretProof: String?,
        inc: Int64? = nil
    ) {
        self.iss = iss
        self.identity = identity
        self.keys = keys
        self.iat = iat
        self.challenge = challenge
        self.nonce = nonce
        self.secretID = secretID
        self.secretProof = secretProof
        self.inc = inc
    }

    /// Reads a request and checks that the identity key that it names signed it.
    /// - Throws: the codes of `Envelope`, `unsupportedVersion`, `wrongIssuer` or `malformed`.
    package static func verify(_ compact: String) throws(ProtocolError) -> EnrolmentRequest {
        let envelope = try Envelope.parse(compact, as: .enrolment)
        // The claims name the key; they are believed only after that key is shown to have signed them.
        let request = try envelope.claims(EnrolmentRequest.self)
        _ = try envelope.verified(by: request.identity)
        guard request.ver == 1 else {
            throw ProtocolError(.unsupportedVersion, "Enrolment version \(request.ver) is unknown.")
        }
        guard request.iss.fingerprint == request.identity.fingerprint else {
            throw ProtocolError(.wrongIssuer, "The machine id does not fit the identity key.")
        }
        guard (16...64).contains(request.nonce.utf8.count) else {
            throw ProtocolError(.malformed, "The machine's nonce has a wrong length.")
        }
        try request.keys.check()
        return request
    }
}

/// How an enrolment stands.
package enum EnrolmentStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// An operator has to allow the machine; ask again later.
    case pending
    /// The machine may open sessions.
    case allowed
    /// An operator has to look at the machine.
    case quarantined
    /// The machine's identity was revoked; no machine with it is ever allowed again.
    case revoked
}

/// The claims that answer an enrolment. Signed by a command key of the keyset beside them.
package struct EnrolmentAnswer: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The deployment.
    package var iss: String
    /// The machine.
    package var aud: MachineID
    /// The request's nonce.
    package var nonce: String
    /// How it stands.
    package var status: EnrolmentStatus
    /// The incarnation that the journal takes on, once allowed.
    package var inc: Int64?
    /// The first ratchet, once allowed.
    package var ratchet: String?
    /// The highest receipt sequence stored of this machine, once allowed: a fresh journal goes on after it.
    package var through: Int64?

    /// Makes an answer.
    package init(
        iss: String,
        aud: MachineID,
        nonce: String,
        status: EnrolmentStatus,
        inc: Int64?,
        ratchet: String?,
        through: Int64?
    ) {
        self.iss = iss
        self.aud = aud
        self.nonce = nonce
        self.status = status
        self.inc = inc
        self.ratchet = ratchet
        self.through = through
    }
}

/// The body that answers an enrolment: believed from the root key down.
package struct EnrolmentReply: Hashable, Sendable, Codable {
    /// The deployment's root key; the machine takes it only when it has the pinned fingerprint.
    package var root: VerifyingKey
    /// The keyset, signed by the root key.
    package var keyset: String
    /// The answer, signed by a command key of that keyset.
    package var answer: String

    /// Makes a reply.
    package init(root: VerifyingKey, keyset: String, answer: String) {
        self.root = root
        self.keyset = keyset
        self.answer = answer
    }
}

/// A one-time secret that an operator makes for one machine name. Its text carries the root key's fingerprint, so that
/// the machine knows whom to believe; it proves knowledge of the secret without sending it.
package struct EnrolmentSecret: Hashable, Sendable {
    /// Names the secret, 16 hex digits.
    package let id: String
    /// 16 secret bytes.
    package let bytes: [UInt8]
    /// The root key's fingerprint, 32 hex digits.
    package let rootFingerprint: String

    /// Makes a secret.
    package init(id: String, bytes: [UInt8], rootFingerprint: String) {
        precondition(
            Hex.isLowercase(id, count: 16) && bytes.count == 16,
            "an enrolment secret has 16 bytes and a short id"
        )
        self.id = id
        self.bytes = bytes
        self.rootFingerprint = rootFingerprint
    }

    /// Reads `text`.
    /// - Throws: `badSecret` when it is not a secret.
    package init(text: String) throws(ProtocolError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, parts[0] == "mme1", Hex.isLowercase(parts[1], count: 16),
            let bytes = Base64URL.decode(parts[2]), bytes.count == 16, Hex.isLowercase(parts[3], count: 32)
        else {
            throw ProtocolError(.badSecret, "The enrolment secret is not complete; copy it whole, it starts with mme1.")
        }
        self.init(id: parts[1], bytes: bytes, rootFingerprint: parts[3])
    }

    /// The text that a technician copies.
    package var text: String { "mme1.\(id).\(Base64URL.encode(bytes)).\(rootFingerprint)" }

    /// Proves to who knows the secret that the machine with this identity knows it too, 64 hex digits.
    package func proof(for machine: MachineID) -> String { Self.proof(secret: bytes, machine: machine) }

    /// The proof that a machine with these secret bytes would give.
    package static func proof(secret: [UInt8], machine: MachineID) -> String {
        Hex.encode(Fingerprint.authenticationCode(secret: secret, Array("mintmark enrol \(machine)".utf8)))
    }
}
