import Database
import Protocol

/// The one-time secrets of enrolment: the table `enrolment_secret`. Whoever proves that he knows one and is not let in
/// is written down, because a secret that two know was stolen from one of them.
enum SecretBook {
    /// What a request's secret is good for.
    enum Redemption: Sendable {
        /// There is none, or this machine has used it before.
        case none
        /// It allows the machine, for this owner, and is used up.
        case allows(owner: String)
        /// It does not, and the request is refused. That was noted.
        case refused(ProtocolError)
    }

    /// Most machines that are written down for one secret.
    private static let maximumRefusals: Int64 = 20

    /// Makes a secret for the machine called `name`; making it allows that machine.
    /// - Throws: `malformed` when no machine can have that name.
    static func make(
        name: String,
        owner: String,
        by: String,
        validSeconds: Int64,
        deployment: String,
        in work: Work
    ) throws -> EnrolmentSecret {
        _ = try MachineID(text: "\(name)::\(deployment)")
        let secret = EnrolmentSecret(
            id: Hex.encode(work.ids.randomBytes(8)),
            bytes: work.ids.randomBytes(16),
            rootFingerprint: deployment
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

    /// Uses up the request's secret, once.
    static func redeem(_ request: EnrolmentRequest, in work: Work) throws -> Redemption {
        guard request.secretID != nil || request.secretProof != nil else { return .none }
        guard let id = request.secretID, let proof = request.secretProof else {
            return .refused(ProtocolError(.badSecret, "A one-time secret is shown by its id and its proof together."))
        }
        let row = try work.transaction.first("SELECT * FROM enrolment_secret WHERE id = $id", ["id": .text(id)])
        guard let row,
            Fingerprint.equal(
                Array(EnrolmentSecret.proof(secret: try row.blob("secret"), machine: request.iss).utf8),
                Array(proof.utf8)
            )
        else { return .refused(ProtocolError(.badSecret, "The one-time secret is wrong; copy it whole, or make one.")) }
        let secret = Known(
            id: id,
            name: try row.text("machine_name"),
            owner: try row.text("owner"),
            usedBy: try row.optionalText("used_by")
        )
        // The same machine asks again, with the secret still in its configuration: it allowed it once only.
        if secret.usedBy == request.iss.description { return .none }
        if let refusal = try refusal(of: secret, row, to: request.iss, in: work) { return .refused(refusal) }
        _ = try work.transaction.execute(
            "UPDATE enrolment_secret SET used_at = $at, used_by = $machine WHERE id = $id",
            [
                "id": .text(id), "at": .integer(work.now.milliseconds), "machine": .text(request.iss.description),
            ]
        )
        return .allows(owner: secret.owner)
    }

    private struct Known {
        let id: String
        let name: String
        let owner: String
        let usedBy: String?
    }

    private static func refusal(
        of secret: Known,
        _ row: DatabaseRow,
        to machine: MachineID,
        in work: Work
    ) throws -> ProtocolError? {
        if let usedBy = secret.usedBy {
            try note("used", secret, machine, in: work)
            try AlarmBook.raise(
                .secretMisused,
                subject: usedBy,
                owner: secret.owner,
                text: "The one-time secret \(secret.id) of \(secret.name) let \(usedBy) in, and then \(machine) showed "
                    + "it too: it was stolen or copied. Compare the fingerprint with the one that your machine shows; "
                    + "when \(usedBy) is not yours, revoke it. Then make a new secret.",
                in: work
            )
            return ProtocolError(
                .badSecret,
                "The one-time secret was used by another machine, \(usedBy). Tell the operator, who knows whether that "
                    + "one is yours; then make a new secret."
            )
        }
        guard secret.name == machine.name else {
            try note("name", secret, machine, in: work)
            return ProtocolError(
                .badSecret,
                "The one-time secret is for a machine called \(secret.name); this one is called \(machine.name)."
            )
        }
        guard try row.int64("expires_at") >= work.now.milliseconds else {
            try note("expired", secret, machine, in: work)
            return ProtocolError(.badSecret, "The one-time secret has expired; make a new one.")
        }
        return nil
    }

    /// Writes down, once, that a machine knows a secret and was not let in.
    private static func note(_ reason: String, _ secret: Known, _ machine: MachineID, in work: Work) throws {
        let row = try work.transaction.first(
            "SELECT count(*) AS number FROM secret_refusal WHERE secret = $secret",
            ["secret": .text(secret.id)]
        )
        guard let row, try row.int64("number") < maximumRefusals else { return }
        let added = try work.transaction.execute(
            "INSERT INTO secret_refusal (secret, machine, at) VALUES ($secret, $machine, $at) ON CONFLICT DO NOTHING",
            [
                "secret": .text(secret.id), "machine": .text(machine.description),
                "at": .integer(work.now.milliseconds),
            ]
        )
        guard added == 1 else { return }
        try EventLog.append(
            .secretRefused,
            subject: machine.description,
            owner: secret.owner,
            data: ["secret": secret.id, "name": secret.name, "reason": reason, "usedBy": secret.usedBy ?? ""],
            in: work
        )
    }
}
