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
                random: number(links.nextChallenge()) + runtime.ids.randomBytes(8),
                secret: secret
            )
        )
    }

    private var secret: [UInt8] { Fingerprint.digest(keys.challengeSecret + links.challengeSalt) }

    private func number(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }

    /// Takes an answered challenge.
    /// - Returns: its number, see `AgentLinks.nextChallenge`.
    /// - Throws: `badChallenge` when it was not made here, is too old, or was answered before.
    @discardableResult
    func take(_ nonce: String) throws(ProtocolError) -> UInt64 {
        let now = runtime.clock()
        let bytes = try SessionNonce.check(nonce, seconds: now.seconds, secret: secret)
        guard links.spend(challenge: nonce, at: now) else {
            throw ProtocolError(.badChallenge, "The challenge was answered before; ask for a new one.")
        }
        return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
