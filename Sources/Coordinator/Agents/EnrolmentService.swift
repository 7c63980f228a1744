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
    let lost: any DeliveryListener

    /// Answers an enrolment request.
    /// - Throws: `ProtocolError` when the request is not to be believed.
    package func enrol(_ compact: String) async throws -> EnrolmentReply {
        let request = try EnrolmentRequest.verify(compact)
        let lost = lost
        let (status, machine) = try await runtime.perform { work in
            try Self.apply(request, lost: lost, in: work)
        }
        FaultPoint.reach(CoordinatorStep.enrolmentCommitted)
        let answer = EnrolmentAnswer(
            iss: keys.deployment,
            aud: request.iss,
            nonce: request.nonce,
            status: status,
            inc: machine?.incarnation,
            ratchet: machine?.ratchet,
            through: machine?.through
        )
        return EnrolmentReply(
            root: keys.root.verifyingKey,
            keyset: keyset.compact,
            answer: try Envelope.sign(answer, as: .enrolled, with: keys.command).compact
        )
    }

    /// Makes a one-time secret for the machine called `name`; making it allows that machine.
    package func makeSecret(name: String, owner: String, validSeconds: Int64) async throws -> EnrolmentSecret {
        let root = keys.deployment
        return try await runtime.perform { work in
            let secret = EnrolmentSecret(
                id: Hex.encode(work.ids.randomBytes(8)),
                bytes: work.ids.randomBytes(16),
                rootFingerprint: root
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
            try EventLog.append(.secretIssued, subject: name, owner: owner, in: work)
            return secret
        }
    }

    private static func apply(
        _ request: EnrolmentRequest,
        lost: any DeliveryListener,
        in work: Work
    ) throws -> (EnrolmentStatus, MachineRecord?) {
        let id = request.iss.description
        let secretOwner = try redeem(request, in: work)
        let before = try MachineRepository.find(id, in: work)
        // A machine in quarantine keeps its keys and its state, whatever it asks for.
        if before?.status == .quarantined { return (.quarantined, nil) }
        try MachineRepository.saveRequest(request, owner: secretOwner ?? before?.owner ?? Owner.operator, in: work)
        if before == nil {
            try EventLog.append(.machineEnrolled, subject: id, owner: secretOwner ?? Owner.operator, in: work)
        }
        if let before, before.status == .allowed, before.confirmed {
            try journalLost(before, lost: lost, in: work)
        }
        var machine = try MachineRepository.get(id, in: work)
        if secretOwner != nil, machine.status == .pending {
            try MachineRepository.allow(machine, by: "secret", in: work)
            machine = try MachineRepository.get(id, in: work)
        }
        return machine.status == .allowed ? (.allowed, machine) : (.pending, nil)
    }

    /// A machine that worked asks to be enrolled again: its journal is gone, and with it the outcome of every command
    /// that was not answered. A person decides those sales; the machine waits to be allowed.
    private static func journalLost(_ machine: MachineRecord, lost: any DeliveryListener, in work: Work) throws {
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
        guard let secretID = request.secretID, let proof = request.secretProof else { return nil }
        let row = try work.transaction.first(
            "SELECT * FROM enrolment_secret WHERE id = $id",
            ["id": .text(secretID)]
        )
        guard let row, try row.text("machine_name") == request.iss.name,
            try row.int64("expires_at") >= work.now.milliseconds,
            Fingerprint.equal(
                Array(EnrolmentSecret.proof(secret: try row.blob("secret"), machine: request.iss).utf8),
                Array(proof.utf8)
            )
        else {
            throw ProtocolError(.badSecret, "The one-time secret is wrong, expired, or for another machine name.")
        }
        if let usedBy = try row.optionalText("used_by") {
            guard usedBy == request.iss.description else {
                throw ProtocolError(.badSecret, "The one-time secret was used by another machine; make a new one.")
            }
            // The same machine asks again because the answer was lost; the secret allows it once only.
            return nil
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
