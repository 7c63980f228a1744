import Protocol

/// The coordinator's nonces: what a machine signs over one is fresh, whatever its clock says, and good once.
struct Challenges: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let links: AgentLinks

    /// A fresh challenge.
    func make() -> SessionChallenge {
        SessionChallenge(
            nonce: SessionNonce.make(
                seconds: runtime.clock().seconds,
                random: runtime.ids.randomBytes(16),
                secret: secret
            )
        )
    }

    private var secret: [UInt8] { Fingerprint.digest(keys.challengeSecret + links.challengeSalt) }

    /// Takes an answered challenge.
    /// - Throws: `badChallenge` when it was not made here, is too old, or was answered before.
    func take(_ nonce: String) throws(ProtocolError) {
        let now = runtime.clock()
        try SessionNonce.check(nonce, seconds: now.seconds, secret: secret)
        guard links.spend(challenge: nonce, at: now) else {
            throw ProtocolError(.badChallenge, "The challenge was answered before; ask for a new one.")
        }
    }
}
