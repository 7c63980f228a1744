import Database
package import Protocol

/// Reads and changes rows of the table `machine`. Every change that a person must know of is an event too.
package enum MachineRepository {
    /// The machine, if it ever asked to be enrolled.
    package static func find(_ id: String, in work: Work) throws -> MachineRecord? {
        try work.transaction.first("SELECT * FROM machine WHERE id = $id", ["id": .text(id)]).map(MachineRecord.init)
    }

    /// The machine.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> MachineRecord {
        guard let machine = try find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no machine \(id); see GET /v1/machines.")
        }
        return machine
    }

    private static let cursors = PageCursor(list: "machines")

    /// Machines by name.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(cursor: String?, limit: Int, in work: Work) throws -> ListPage<MachineRecord> {
        let after = try cursors.position(cursor, parts: 2) ?? ["", ""]
        let rows = try work.transaction.rows(
            "SELECT * FROM machine WHERE (name, id) > ($name, $id) ORDER BY name, id LIMIT $limit",
            ["name": .text(after[0]), "id": .text(after[1]), "limit": .integer(Int64(limit) + 1)]
        ).map(MachineRecord.init)
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.id.name, $0.id.description]) }
    }

    /// The ids of the machines that may be commanded.
    static func allowed(in work: Work) throws -> [String] {
        try work.transaction.rows("SELECT id FROM machine WHERE status = 'allowed' ORDER BY id").map {
            try $0.text("id")
        }
    }

    /// Adds a machine that asked to be enrolled, or takes over its new operational keys. Whose it is can change until
    /// it is allowed for the first time, by the secret that it shows.
    static func saveRequest(_ request: EnrolmentRequest, owner: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO machine (id, name, owner, identity_key, operational_keys, status, incarnation, last_counter,
                received_counter, through, ratchet, confirmed, epoch, created_at)
            VALUES ($id, $name, $owner, $identity, $keys, 'pending', 0, 0, 0, 0, '', 0, 0, $at)
            ON CONFLICT (id) DO UPDATE SET operational_keys = $keys,
                owner = CASE WHEN machine.incarnation = 0 THEN $owner ELSE machine.owner END
            """,
            [
                "id": .text(request.iss.description), "name": .text(request.iss.name), "owner": .text(owner),
                "identity": .text(request.identity.text),
                "keys": .text(request.keys.text),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// Allows a machine: its journal takes on a new incarnation with fresh counters and a fresh ratchet.
    static func allow(_ machine: MachineRecord, by: String, in work: Work) throws {
        let incarnation = try Incarnation.next(of: machine, in: work)
        _ = try work.transaction.execute(
            """
            UPDATE machine SET status = 'allowed', status_reason = NULL, incarnation = $incarnation,
                last_counter = 0, received_counter = 0, ratchet = $ratchet, next_ratchet = NULL, confirmed = 0
            WHERE id = $id
            """,
            [
                "id": .text(machine.id.description), "ratchet": .text(Hex.encode(work.ids.randomBytes(16))),
                "incarnation": .integer(incarnation),
            ]
        )
        try RecoveryBook.allowed(machine.id.description, in: work)
        try EventLog.append(
            .machineAllowed,
            subject: machine.id.description,
            owner: machine.owner,
            data: ["by": by, "incarnation": String(incarnation)],
            in: work
        )
    }

    /// Sets a machine aside until an operator allows it again.
    /// - Parameter by: the person who did it; nil when the machine's own doing led to it.
    package static func quarantine(
        _ machine: MachineRecord,
        code: WireCode,
        reason: String,
        by: String? = nil,
        in work: Work
    ) throws {
        guard machine.status != .quarantined, machine.status != .revoked else { return }
        let id = machine.id.description
        _ = try work.transaction.execute(
            "UPDATE machine SET status = 'quarantined', status_reason = $reason WHERE id = $id",
            ["id": .text(id), "reason": .text(reason)]
        )
        try RecoveryBook.apply(.setAside(machine: id), in: work)
        try EventLog.append(
            .machineQuarantined,
            subject: id,
            owner: machine.owner,
            data: Quarantine(code: code.rawValue, reason: reason, by: by),
            in: work
        )
        try AlarmBook.raise(
            .machineQuarantined,
            subject: id,
            owner: machine.owner,
            text: "\(reason) Look at the machine; then allow it again, which starts a new incarnation.",
            in: work
        )
    }

    /// Revokes a machine: its identity is never allowed again.
    static func revoke(_ machine: MachineRecord, reason: String, by: String, in work: Work) throws {
        let id = machine.id.description
        _ = try work.transaction.execute(
            "UPDATE machine SET status = 'quarantined', status_reason = $reason, revoked_at = $at WHERE id = $id",
            ["id": .text(id), "reason": .text("\(by): \(reason)"), "at": .integer(work.now.milliseconds)]
        )
        try RecoveryBook.apply(.setAside(machine: id), in: work)
        try EventLog.append(
            .machineRevoked,
            subject: id,
            owner: machine.owner,
            data: ["reason": reason, "by": by],
            in: work
        )
        try AlarmBook.raise(
            .machineRevoked,
            subject: id,
            owner: machine.owner,
            text: "\(by) revoked the machine: \(reason) Its open sales are in the in-doubt queue and its serials are "
                + "inactive. Give its places another machine.",
            in: work
        )
    }

    /// A machine that was revoked asked for something again.
    static func noteReturn(of machine: MachineRecord, in work: Work) throws {
        try AlarmBook.raise(
            .machineRevoked,
            subject: machine.id.description,
            owner: machine.owner,
            text: "A machine with this revoked identity still asks to be let in. Find it and switch it off; if it is "
                + "yours, remove its state directory, so that it enrols with a new identity.",
            in: work
        )
    }

    private struct Quarantine: Encodable {
        let code: String
        let reason: String
        let by: String?
    }

    /// A known machine lost its journal: it waits for an operator as a new one does.
    static func setPending(_ machine: MachineRecord, reason: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE machine SET status = 'pending', status_reason = $reason WHERE id = $id",
            ["id": .text(machine.id.description), "reason": .text(reason)]
        )
        try RecoveryBook.apply(.setAside(machine: machine.id.description), in: work)
    }

    /// Lifts the machine's incarnation and counters to what its journal shows: they were given before this database was
    /// copied back, and must not be given again. They never go down.
    static func lift(_ machine: MachineRecord, to request: SessionRequest, in work: Work) throws {
        let isSame = request.inc == machine.incarnation
        _ = try work.transaction.execute(
            """
            UPDATE machine SET incarnation = $incarnation, last_counter = $last, received_counter = $received
            WHERE id = $id
            """,
            [
                "id": .text(machine.id.description), "incarnation": .integer(request.inc),
                "last": .integer(isSame ? max(machine.lastCounter, request.lastCounter) : request.lastCounter),
                "received": .integer(isSame ? machine.receivedCounter : request.lastCounter),
            ]
        )
    }

    /// Takes over what the machine's identity key says of its operational keys.
    static func setKeys(_ machine: MachineRecord, _ keys: MachineKeys, in work: Work) throws {
        let before = try machine.keys()
        guard keys != before else { return }
        _ = try work.transaction.execute(
            "UPDATE machine SET operational_keys = $keys WHERE id = $id",
            ["id": .text(machine.id.description), "keys": .text(keys.text)]
        )
        try EventLog.append(
            .machineKey,
            subject: machine.id.description,
            owner: machine.owner,
            data: ["key": keys.current.fingerprint, "before": before.current.fingerprint],
            in: work
        )
    }

    /// Stores the ratchet offered with a session of `epoch`, and what the machine said of itself.
    static func saveGrant(
        _ machine: MachineRecord,
        request: SessionRequest,
        shown: String,
        next: String,
        epoch: Int64,
        in work: Work
    ) throws {
        _ = try work.transaction.execute(
            """
            UPDATE machine SET ratchet = $shown, next_ratchet = $next, epoch = $epoch,
                reported_profile = $profile, program = $program, boot = $boot, last_seen = $at
            WHERE id = $id
            """,
            [
                "id": .text(machine.id.description), "shown": .text(shown), "next": .text(next),
                "epoch": .integer(epoch), "profile": .text(request.profile), "program": .text(request.program),
                "boot": .text(request.boot), "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// The machine used the token of `epoch`: it has the offered ratchet on disk, so the old one is retired.
    static func confirmRatchet(_ id: String, epoch: Int64, in work: Work) throws -> Bool {
        try work.transaction.execute(
            """
            UPDATE machine SET ratchet = coalesce(next_ratchet, ratchet), next_ratchet = NULL, confirmed = 1
            WHERE id = $id AND epoch = $epoch AND status = 'allowed'
            """,
            ["id": .text(id), "epoch": .integer(epoch)]
        ) == 1
    }

    /// Keeps the machine's compiled profile.
    static func setProfile(
        _ machine: MachineRecord,
        json: String,
        hash: String,
        by: String,
        in work: Work
    ) throws {
        _ = try work.transaction.execute(
            "UPDATE machine SET profile = $profile, profile_hash = $hash WHERE id = $id",
            ["id": .text(machine.id.description), "profile": .text(json), "hash": .text(hash)]
        )
        guard hash != machine.profileHash else { return }
        try EventLog.append(
            .machineProfile,
            subject: machine.id.description,
            owner: machine.owner,
            data: ["sha256": hash, "by": by],
            in: work
        )
    }

    /// Keeps the machine's last health report.
    static func setHealth(_ id: String, json: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE machine SET health = $health, health_at = $at, last_seen = $at WHERE id = $id",
            ["id": .text(id), "health": .text(json), "at": .integer(work.now.milliseconds)]
        )
    }
}
