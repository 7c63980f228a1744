import Database
import Faults
package import Protocol

/// Enrolment: a machine asks, an operator allows. Nothing is trusted on first use: the machine believes the root key
/// that it was given, and the coordinator believes a key only after an operator allowed it, or made a one-time secret
/// for that name.
package struct EnrolmentService: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let keyset: SignedKeyset
    let lost: JobListeners
    let links: AgentLinks

    /// Most machines that wait for their first permission: anybody may ask, and must not fill the disk by it.
    private static let maximumWaiting: Int64 = 1_000

    /// A fresh challenge.
    package func challenge() -> SessionChallenge { challenges.make() }

    private var challenges: Challenges { Challenges(runtime: runtime, keys: keys, links: links) }

    /// Answers an enrolment request.
    /// - Throws: `ProtocolError` when the request is not to be believed, `notReady` when too many machines wait
    /// already.
    package func enrol(_ compact: String) async throws -> EnrolmentReply {
        let request = try EnrolmentRequest.verify(compact)
        // What a machine sent once would set it aside when somebody repeats it.
        try challenges.take(request.challenge)
        let lost = lost
        let outcome = try await runtime.perform { work in
            try Self.apply(request, lost: lost, in: work)
        }
        if let refusal = outcome.refusal { throw refusal }
        if outcome.journalWasLost { links.revoke(machine: request.iss.description) }
        FaultPoint.reach(CoordinatorStep.enrolmentCommitted)
        let answer = EnrolmentAnswer(
            iss: keys.deployment,
            aud: request.iss,
            nonce: request.nonce,
            status: outcome.status,
            inc: outcome.allowed?.incarnation,
            ratchet: outcome.allowed?.ratchet,
            through: outcome.allowed?.through
        )
        return EnrolmentReply(
            root: keys.root.verifyingKey,
            keyset: keyset.compact,
            answer: try Envelope.sign(answer, as: .enrolled, with: keys.command).compact
        )
    }

    /// Makes a one-time secret for the machine called `name`; making it allows that machine.
    /// - Throws: `malformed` when no machine can have that name.
    package func makeSecret(
        name: String,
        owner: String,
        by: String,
        validSeconds: Int64,
        in work: Work
    ) throws -> EnrolmentSecret {
        try SecretBook.make(
            name: name,
            owner: owner,
            by: by,
            validSeconds: validSeconds,
            deployment: keys.deployment,
            in: work
        )
    }

    private struct Outcome: Sendable {
        var status: EnrolmentStatus
        var allowed: MachineRecord?
        var journalWasLost = false
        /// Why it is refused, after what was noted of it is stored.
        var refusal: ProtocolError?
    }

    private static func apply(
        _ request: EnrolmentRequest,
        lost: JobListeners,
        in work: Work
    ) throws -> Outcome {
        let id = request.iss.description
        let before = try MachineRepository.find(id, in: work)
        // A machine in quarantine keeps its keys and its state, whatever it asks for; a secret is not used up by it.
        if before?.status == .quarantined { return Outcome(status: .quarantined) }
        if let before, before.status == .revoked {
            try MachineRepository.noteReturn(of: before, in: work)
            return Outcome(status: .revoked)
        }
        let secretOwner: String?
        switch try SecretBook.redeem(request, in: work) {
        case .allows(let owner): secretOwner = owner
        case .none: secretOwner = nil
        case .refused(let error): return Outcome(status: .pending, refusal: error)
        }
        if before == nil, secretOwner == nil { try checkRoom(in: work) }
        try MachineRepository.saveRequest(request, owner: secretOwner ?? before?.owner ?? Owner.operator, in: work)
        try Incarnation.claim(request, in: work)
        if before == nil {
            try EventLog.append(
                .machineEnrolled,
                subject: id,
                owner: secretOwner ?? Owner.operator,
                data: ["secret": request.secretID ?? ""],
                in: work
            )
        }
        var outcome = Outcome(status: .pending)
        if let before, before.status == .allowed, before.confirmed {
            try journalLost(before, lost: lost, in: work)
            outcome.journalWasLost = true
        }
        var machine = try MachineRepository.get(id, in: work)
        if secretOwner != nil, machine.status == .pending {
            try MachineRepository.allow(machine, by: "secret", in: work)
            machine = try MachineRepository.get(id, in: work)
        }
        guard machine.status == .allowed else { return outcome }
        outcome.status = .allowed
        outcome.allowed = machine
        return outcome
    }

    private static func checkRoom(in work: Work) throws {
        let row = try work.transaction.first(
            "SELECT COUNT(*) AS waiting FROM machine WHERE status = 'pending' AND incarnation = 0"
        )
        guard let row, try row.int64("waiting") < maximumWaiting else {
            throw CoordinatorError(
                .notReady,
                "\(maximumWaiting) machines wait to be allowed already; make a one-time secret for this one."
            )
        }
    }

    /// A machine that worked asks to be enrolled again: its journal is gone, and with it the outcome of every command
    /// that was not answered. A person decides those sales; the machine waits to be allowed.
    private static func journalLost(_ machine: MachineRecord, lost: JobListeners, in work: Work) throws {
        let reason = "The machine lost its journal."
        try MachineRepository.setPending(machine, reason: reason, in: work)
        try CommandQueue.abandon(machine, lost: lost, in: work)
        try AlarmBook.raise(
            .machineQuarantined,
            subject: machine.id.description,
            owner: machine.owner,
            text: "\(reason) Allow it again to start a new incarnation; its open sales are in the in-doubt queue.",
            in: work
        )
    }
}
