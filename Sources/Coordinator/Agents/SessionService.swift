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
    package func challenge() -> SessionChallenge { challenges.make() }

    private var challenges: Challenges { Challenges(runtime: runtime, keys: keys, links: links) }

    /// Answers a signed session request with a signed grant.
    /// - Throws: `ProtocolError` with the reason; a reason that shows a copied or restored machine also sets it aside.
    package func open(_ compact: String) async throws -> String {
        let envelope = try Envelope.parse(compact, as: .session)
        let claimed = try envelope.claims(SessionRequest.self)
        let machine = try await runtime.view { work in
            try MachineRepository.find(claimed.iss.description, in: work)
        }
        guard let machine else {
            throw ProtocolError(.wrongIncarnation, "\(claimed.iss) is unknown here; enrol again.")
        }
        let identity = try machine.identity()
        let stated = try claimed.keys.map { try KeyStatement.verify($0, identity: identity, beside: claimed) }
        let request = try envelope.verified(by: (stated ?? machine.keys()).current).claims(SessionRequest.self)
        let challenge = try check(request)
        let token = Hex.encode(runtime.ids.randomBytes(32))
        let outcome = try await runtime.perform { work in
            try Self.admit(request, stating: stated, in: work)
        }
        switch outcome {
        case .refused(let error, let aside):
            if aside { links.revoke(machine: request.iss.description) }
            throw error
        case .granted(let epoch, let next, let through, let startsGeneration):
            links.granted(challenge: challenge, to: request.iss.description)
            FaultPoint.reach(CoordinatorStep.sessionCommitted)
            // Every machine has to say anew how far it is.
            if startsGeneration { links.revokeAll() }
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
        case granted(epoch: Int64, next: String, through: Int64, startsGeneration: Bool)
        case refused(ProtocolError, setAside: Bool)
    }

    /// - Returns: the number of its challenge.
    private func check(_ request: SessionRequest) throws(ProtocolError) -> UInt64 {
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
        let numbers = [
            request.inc, request.lastCounter, request.nextSequence, request.epoch ?? 0, request.acknowledged ?? 0,
        ]
        guard numbers.allSatisfy({ (0...Epoch.maximum).contains($0) }),
            (request.acknowledged ?? 0) < max(1, request.nextSequence)
        else {
            throw ProtocolError(.malformed, "A number of the session is out of its range.")
        }
        let challenge = try challenges.take(request.nonce)
        guard !links.isSuperseded(challenge: challenge, of: request.iss.description) else {
            throw ProtocolError(.badChallenge, "The machine has opened a session since; this request was held up.")
        }
        return challenge
    }

    private static func admit(
        _ request: SessionRequest,
        stating keys: MachineKeys?,
        in work: Work
    ) throws -> Outcome {
        let machine = try MachineRepository.get(request.iss.description, in: work)
        let id = machine.id.description
        switch SessionAdmission.judge(request, of: machine, in: try RecoveryBook.standing(of: id, in: work)) {
        case .grant(let shown):
            return try grant(request, keys, shown: shown, startsGeneration: false, in: work)
        case .takeUp(let shown, let startsGeneration):
            if startsGeneration {
                let known = Epoch.generation(of: request.epoch ?? 0)
                try RecoveryBook.start(.machineAhead, subject: id, above: known, in: work)
            }
            try RecoveryBook.takeUp(id, in: work)
            try MachineRepository.lift(machine, to: request, in: work)
            return try grant(request, keys, shown: shown, startsGeneration: startsGeneration, in: work)
        case .refuse(let code, let reason):
            if code == .revoked { try MachineRepository.noteReturn(of: machine, in: work) }
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

    private static func grant(
        _ request: SessionRequest,
        _ keys: MachineKeys?,
        shown: String,
        startsGeneration: Bool,
        in work: Work
    ) throws -> Outcome {
        let machine = try MachineRepository.get(request.iss.description, in: work)
        let next = Hex.encode(work.ids.randomBytes(16))
        let generation = try RecoveryBook.generation(in: work).number
        let epoch = Epoch.next(after: max(machine.epoch, request.epoch ?? 0), generation: generation)
        if let keys { try MachineRepository.setKeys(machine, keys, in: work) }
        try MachineRepository.saveGrant(machine, request: request, shown: shown, next: next, epoch: epoch, in: work)
        try RecoveryBook.apply(.sessionOpened(machine: machine.id.description), in: work)
        return .granted(epoch: epoch, next: next, through: machine.through, startsGeneration: startsGeneration)
    }
}
