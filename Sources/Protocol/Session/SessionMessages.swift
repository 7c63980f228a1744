/// The 401 that answers an empty session request.
package struct SessionChallenge: Hashable, Sendable, Codable {
    /// A stateless nonce, see `SessionNonce`.
    package var nonce: String

    /// Makes a challenge.
    package init(nonce: String) { self.nonce = nonce }
}

/// The claims with which a machine opens a session. Signed by an operational key.
package struct SessionRequest: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The machine.
    package var iss: MachineID
    /// The deployment.
    package var aud: String
    /// The coordinator's nonce.
    package var nonce: String
    /// The machine's own nonce, which the grant repeats.
    package var agentNonce: String
    /// The journal's incarnation.
    package var inc: Int64
    /// The last counter that the journal accepted.
    package var lastCounter: Int64
    /// The sequence number that the journal gives next.
    package var nextSequence: Int64
    /// SHA-256 of the loaded profile's canonical JSON, 64 hex digits.
    package var profile: String
    /// The ratchet from the last grant; the one from enrolment at first.
    package var ratchet: String
    /// The stored keyset's version.
    package var keysetVersion: Int64
    /// The machine's boot id.
    package var boot: String
    /// Version of the program.
    package var program: String
    /// The epoch of the newest grant that the machine has stored.
    package var epoch: Int64?
    /// Every receipt up to here is one that some coordinator stored, or that the machine no longer keeps.
    package var acknowledged: Int64?
    /// A `KeyStatement`, when the coordinator may not know the key that signed this.
    package var keys: String?

    /// Makes a request.
    package init(
        iss: MachineID,
        aud: String,
        nonce: String,
        agentNonce: String,
        inc: Int64,
        lastCounter: Int64,
        nextSequence: Int64,
        profile: String,
        ratchet: String,
        keysetVersion: Int64,
        boot: String,
        program: String,
        epoch: Int64? = nil,
        acknowledged: Int64? = nil,
        keys: String? = nil
    ) {
        self.iss = iss
        self.aud = aud
        self.nonce = nonce
        self.agentNonce = agentNonce
        self.inc = inc
        self.lastCounter = lastCounter
        self.nextSequence = nextSequence
        self.profile = profile
        self.ratchet = ratchet
        self.keysetVersion = keysetVersion
        self.boot = boot
        self.program = program
        self.epoch = epoch
        self.acknowledged = acknowledged
        self.keys = keys
    }
}

/// The claims with which the coordinator grants a session. Signed by a command key over the machine's nonce.
package struct SessionGrant: Hashable, Sendable, Codable {
    /// The shape's version, 1.
    package var ver = 1
    /// The deployment.
    package var iss: String
    /// The machine.
    package var aud: MachineID
    /// The machine's nonce.
    package var nonce: String
    /// The bearer token of this session.
    package var token: String
    /// Which coordinator owns the machine's link; a lower one is refused.
    package var epoch: Int64
    /// The coordinator's wall time, milliseconds since 1970.
    package var time: Int64
    /// The keyset in force, when the machine's is older.
    package var keyset: String?
    /// The next ratchet. The machine stores it before it uses the token; the token's first use retires the old one.
    package var ratchet: String
    /// The highest receipt sequence that is stored of this machine.
    package var through: Int64

    /// Makes a grant.
    package init(
        iss: String,
        aud: MachineID,
        nonce: String,
        token: String,
        epoch: Int64,
        time: Int64,
        keyset: String?,
        ratchet: String,
        through: Int64
    ) {
        self.iss = iss
        self.aud = aud
        self.nonce = nonce
        self.token = token
        self.epoch = epoch
        self.time = time
        self.keyset = keyset
        self.ratchet = ratchet
        self.through = through
    }
}
