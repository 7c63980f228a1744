import Database
import Faults
package import Protocol

/// Sessions of machines: challenge, proof, grant. The token lives in memory only; after a restart machines open a new
/// session.
package struct SessionService: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let keyset: SignedKeyset
    let links: AgentLinks

    /// A fresh challenge.
    package func challenge() -> SessionChallenge {
        SessionChallenge(
            nonce: SessionNonce.make(
                seconds: runtime.clock().seconds,
                random: runtime.ids.randomBytes(16),
                secret: keys.challengeSecret
            )
        )
    }

    /// Answers a signed session request with a signed grant.
    /// - Throws: `ProtocolError` with the reason; a reason that shows a copied or restored machine also sets it aside.
    package func open(_ compact: String) async throws -> String {
        let envelope = try Envelope.parse(compact, as: .session)
        let claimed = try envelope.claims(SessionRequest.self)
        let machine = try await runtime.view { work in
            try MachineRepository.find(claimed.iss.description, in: work)
        }
        guard let machine else {
            throw ProtocolError(.notAllowed, "\(claimed.iss) is unknown here; enrol first.")
        }
        let request = try envelope.verified(by: machine.operationalKeys.first { $0.fingerprint == envelope.keyID })
            .claims(SessionRequest.self)
        try check(request)
        let token = Hex.encode(runtime.ids.randomBytes(32))
        let outcome = try await runtime.perform { work in
            try Self.admit(request, in: work)
        }
        switch outcome {
        case .refused(let error, let aside):
            if aside { links.revoke(machine: request.iss.description) }
            throw error
        case .granted(let epoch, let next, let through):
            FaultPoint.reach(CoordinatorStep.sessionCommitted)
            links.add(
                AgentLinks.Session(
                    machine: request.iss.description,
                    incarnation: request.inc,
                    epoch: epoch,
                    confirmed: false
                ),
                token: token
            )
            let grant = SessionGrant(
                iss: keys.deployment,
                aud: request.iss,
                nonce: request.agentNonce,
                token: token,
                epoch: epoch,
                time: runtime.clock().milliseconds,
                keyset: request.keysetVersion < keyset.keyset.version ? keyset.compact : nil,
                ratchet: next,
                through: through
            )
            return try Envelope.sign(grant, as: .grant, with: keys.command).compact
        }
    }

    /// The session of a bearer token. Its first use retires the machine's old ratchet.
    /// - Throws: `noSession`.
    package func authorise(_ token: String?) async throws -> AgentLinks.Session {
        guard let token, var session = links.session(token: token) else {
            throw ProtocolError(.noSession, "The session's token is unknown here; open a session.")
        }
        if session.confirmed { return session }
        let (machine, epoch) = (session.machine, session.epoch)
        let confirmed = try await runtime.perform { work in
            try MachineRepository.confirmRatchet(machine, epoch: epoch, in: work)
        }
        guard confirmed else {
            throw ProtocolError(.noSession, "A newer session of this machine is in force; open a session.")
        }
        FaultPoint.reach(CoordinatorStep.ratchetRetired)
        links.confirm(session, token: token)
        session.confirmed = true
        return session
    }

    private enum Outcome: Sendable {
        case granted(epoch: Int64, next: String, through: Int64)
        case refused(ProtocolError, setAside: Bool)
    }

    private func check(_ request: SessionRequest) throws(ProtocolError) {
        guard request.ver == 1 else {
            throw ProtocolError(
                .unsupportedVersion,
                "Session version \(request.ver) is unknown; update the coordinator."
            )
        }
        guard request.aud == keys.deployment else {
            throw ProtocolError(.wrongAudience, "The session is for deployment \(request.aud), not \(keys.deployment).")
        }
        guard (16...64).contains(request.agentNonce.utf8.count) else {
            throw ProtocolError(.malformed, "The machine's nonce has a wrong length.")
        }
        let now = runtime.clock()
        try SessionNonce.check(request.nonce, seconds: now.seconds, secret: keys.challengeSecret)
        guard links.spend(challenge: request.nonce, at: now) else {
            throw ProtocolError(.badChallenge, "The challenge was answered before; ask for a new one.")
        }
    }

    private static func admit(_ request: SessionRequest, in work: Work) throws -> Outcome {
        let machine = try MachineRepository.get(request.iss.description, in: work)
        switch SessionAdmission.judge(request, of: machine) {
        case .grant(let shown):
            let next = Hex.encode(work.ids.randomBytes(16))
            let epoch = machine.epoch + 1
            try MachineRepository.saveGrant(machine, request: request, shown: shown, next: next, epoch: epoch, in: work)
            return .granted(epoch: epoch, next: next, through: machine.through)
        case .refuse(let code, let reason):
            try EventLog.append(
                .sessionRefused,
                subject: machine.id.description,
                owner: machine.owner,
                data: ["code": code.rawValue, "reason": reason],
                in: work
            )
            return .refused(ProtocolError(code, reason), setAside: false)
        case .quarantine(let code, let reason):
            try MachineRepository.quarantine(machine, code: code, reason: reason, in: work)
            return .refused(ProtocolError(code, reason), setAside: true)
        }
    }
}
