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

    /// Answers an enrolment request.
    /// - Throws: `ProtocolError` when the request is not to be believed, `notReady` when too many machines wait
    /// already.
    package func enrol(_ compact: String) async throws -> EnrolmentReply {
        let request = try EnrolmentRequest.verify(compact)
        let lost = lost
        let outcome = try await runtime.perform { work in
            try Self.apply(request, lost: lost, in: work)
        }
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
        _ = try MachineID(text: "\(name)::\(keys.deployment)")
        let secret = EnrolmentSecret(
            id: Hex.encode(work.ids.randomBytes(8)),
            bytes: work.ids.randomBytes(16),
            rootFingerprint: keys.deployment
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO enrolment_secret (id, machine_name, owner, secret, expires_at)
            VALUES ($id, $name, $owner, $secret, $expires)
            """,
            [
                "id": .text(secret.id), "name": .text(name), "owner": .text(owner), "secret": .blob(secret.bytes),
                "expires": .integer(work.now.adding(seconds: validSeconds).milliseconds),
            ]
        )
        try EventLog.append(.secretIssued, subject: name, owner: owner, data: ["by": by, "id": secret.id], in: work)
        return secret
    }

    private struct Outcome: Sendable {
        var status: EnrolmentStatus
        var allowed: MachineRecord?
        var journalWasLost = false
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
        let secretOwner = try redeem(request, in: work)
        if before == nil, secretOwner == nil { try checkRoom(in: work) }
        try MachineRepository.saveRequest(request, owner: secretOwner ?? before?.owner ?? Owner.operator, in: work)
        try Incarnation.claim(request, in: work)
        if before == nil {
            try EventLog.append(.machineEnrolled, subject: id, owner: secretOwner ?? Owner.operator, in: work)
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

    /// The owner who made the request's secret, once; nil without a secret.
    /// - Throws: `badSecret`.
    private static func redeem(_ request: EnrolmentRequest, in work: Work) throws -> String? {
        guard request.secretID != nil || request.secretProof != nil else { return nil }
        guard let secretID = request.secretID, let proof = request.secretProof else {
            throw ProtocolError(.badSecret, "A one-time secret is shown by its id and its proof together.")
        }
        let row = try work.transaction.first(
            "SELECT * FROM enrolment_secret WHERE id = $id",
            ["id": .text(secretID)]
        )
        guard let row, try row.text("machine_name") == request.iss.name,
            Fingerprint.equal(
                Array(EnrolmentSecret.proof(secret: try row.blob("secret"), machine: request.iss).utf8),
                Array(proof.utf8)
            )
        else {
            throw ProtocolError(.badSecret, "The one-time secret is wrong, or for another machine name.")
        }
        if let usedBy = try row.optionalText("used_by") {
            guard usedBy == request.iss.description else {
                throw ProtocolError(.badSecret, "The one-time secret was used by another machine; make a new one.")
            }
            // The same machine asks again, with the secret still in its configuration: it allowed it once only.
            return nil
        }
        guard try row.int64("expires_at") >= work.now.milliseconds else {
            throw ProtocolError(.badSecret, "The one-time secret has expired; make a new one.")
        }
        _ = try work.transaction.execute(
            "UPDATE enrolment_secret SET used_at = $at, used_by = $machine WHERE id = $id",
            [
                "id": .text(secretID), "at": .integer(work.now.milliseconds),
                "machine": .text(request.iss.description),
            ]
        )
        return try row.text("owner")
    }
}
