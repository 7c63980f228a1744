import Database
package import Protocol

/// The commands of each machine, a dense row of counters per incarnation. A command is stored unsigned and signed when
/// it is sent, so that a rotated key or another coordinator signs the same `jti` and `cnt`.
package enum CommandQueue {
    /// Most pings and stops that wait for one machine.
    static let maximumWaitingWithoutSale: Int64 = 64

    /// A stored command and its state.
    package struct Stored: Sendable {
        /// The claims.
        package let command: Command
        /// The sale, for a delivery.
        package let sale: String?
        /// `queued`, `received`, `answered` or `abandoned`.
        package let state: String
    }

    /// Queues a delivery.
    /// - Returns: the command's id.
    package static func enqueueDelivery(
        lane: String,
        sale: String,
        machine: MachineID,
        expires: Moment,
        traceparent: String,
        in work: Work
    ) throws -> String {
        let body = CommandBody.deliver(CommandBody.Deliver(lane: lane, sale: sale))
        return try enqueue(body, sale: sale, machine: machine, expires: expires, traceparent: traceparent, in: work)
    }

    /// Queues a command of any kind. One that has expired by now is queued all the same: the machine answers it.
    /// - Parameter by: the person who sends it; nil for a sale's own delivery.
    /// - Throws: `machineNotAllowed` when the machine may not be commanded, `notReady` when too many commands without a
    ///   sale wait for it; a sale's delivery is never refused for them.
    package static func enqueue(
        _ body: CommandBody,
        sale: String?,
        machine: MachineID,
        expires: Moment,
        traceparent: String,
        by: String? = nil,
        in work: Work
    ) throws -> String {
        let record = try MachineRepository.get(machine.description, in: work)
        guard record.status == .allowed, record.incarnation > 0 else {
            throw CoordinatorError(
                .machineNotAllowed,
                "\(machine) may not be commanded: it is \(record.status.rawValue)."
            )
        }
        // Which counters are used is not known for certain before the machine has said so.
        try RecoveryBook.requireClosed(in: work)
        if sale == nil { try checkRoom(record, in: work) }
        let id = work.ids.identifier(at: work.now)
        let counter = record.lastCounter + 1
        _ = try work.transaction.execute(
            "UPDATE machine SET last_counter = $counter WHERE id = $id",
            ["id": .text(machine.description), "counter": .integer(counter)]
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO command (id, machine, incarnation, counter, sale, body, issued_at, expires_at, traceparent,
                state)
            VALUES ($id, $machine, $incarnation, $counter, $sale, $body, $issued, $expires, $traceparent, 'queued')
            """,
            [
                "id": .text(id), "machine": .text(machine.description), "incarnation": .integer(record.incarnation),
                "counter": .integer(counter), "sale": sale.map { .text($0) } ?? .null,
                "body": .text(String(decoding: try StrictJSON.encode(body), as: UTF8.self)),
                "issued": .integer(work.now.seconds), "expires": .integer(max(expires, work.now).seconds),
                "traceparent": .text(traceparent),
            ]
        )
        try EventLog.append(
            .commandQueued,
            subject: machine.description,
            owner: record.owner,
            data: Queued(command: id, body: body.kind.rawValue, counter: String(counter), sale: sale ?? "", by: by),
            traceparent: traceparent,
            in: work
        )
        work.notes.count(.commandsQueued, body.kind.rawValue)
        return id
    }

    private struct Queued: Encodable {
        let command: String
        let body: String
        let counter: String
        let sale: String
        let by: String?
    }

    private static func checkRoom(_ machine: MachineRecord, in work: Work) throws {
        let row = try work.transaction.first(
            """
            SELECT COUNT(*) AS waiting FROM command WHERE machine = $machine AND incarnation = $incarnation
                AND counter > $received AND sale IS NULL
            """,
            [
                "machine": .text(machine.id.description), "incarnation": .integer(machine.incarnation),
                "received": .integer(machine.receivedCounter),
            ]
        )
        guard let row, try row.int64("waiting") < maximumWaitingWithoutSale else {
            throw CoordinatorError(
                .notReady,
                "\(maximumWaitingWithoutSale) commands wait for \(machine.id) already; look at its link."
            )
        }
    }

    /// The commands of an incarnation after `counter`, in order.
    static func pending(
        machine: String,
        incarnation: Int64,
        after counter: Int64,
        limit: Int,
        deployment: String,
        in work: Work
    ) throws -> [Command] {
        try work.transaction.rows(
            """
            SELECT * FROM command WHERE machine = $machine AND incarnation = $incarnation AND counter > $after
            ORDER BY counter LIMIT $limit
            """,
            [
                "machine": .text(machine), "incarnation": .integer(incarnation), "after": .integer(counter),
                "limit": .integer(Int64(limit)),
            ]
        ).map { try stored($0, deployment: deployment).command }
    }

    /// The command `id`, if it is known.
    static func find(_ id: String, deployment: String, in work: Work) throws -> Stored? {
        try work.transaction.first("SELECT * FROM command WHERE id = $id", ["id": .text(id)])
            .map { try stored($0, deployment: deployment) }
    }

    /// The machine has every command up to `counter` on its disk.
    static func acknowledge(_ machine: MachineRecord, counter: Int64, in work: Work) throws {
        guard counter > machine.receivedCounter, counter <= machine.lastCounter else { return }
        let bindings: [String: DatabaseValue] = [
            "machine": .text(machine.id.description), "incarnation": .integer(machine.incarnation),
            "counter": .integer(counter),
        ]
        _ = try work.transaction.execute(
            "UPDATE machine SET received_counter = $counter WHERE id = $machine",
            bindings.filter { $0.key != "incarnation" }
        )
        _ = try work.transaction.execute(
            """
            UPDATE command SET state = 'received' WHERE machine = $machine AND incarnation = $incarnation
                AND counter <= $counter AND state = 'queued'
            """,
            bindings
        )
        try EventLog.append(
            .commandReceived,
            subject: machine.id.description,
            owner: machine.owner,
            data: ["through": String(counter)],
            in: work
        )
    }

    /// Marks a command as answered by a receipt. Returns false when it already was.
    static func answer(_ id: String, receipt: String, in work: Work) throws -> Bool {
        try work.transaction.execute(
            "UPDATE command SET state = 'answered', answered_by = $receipt WHERE id = $id AND state <> 'answered'",
            ["id": .text(id), "receipt": .text(receipt)]
        ) == 1
    }

    /// Records a delivery that a lost generation of this database commanded, as its receipt tells of it. The receipt
    /// does not name the command's counter; the negative of its own sequence stands there, which no command ever has.
    static func record(
        lost receipt: Receipt,
        command: String,
        report: DeliveryReport,
        machine: MachineRecord,
        in work: Work
    ) throws {
        let body = CommandBody.deliver(CommandBody.Deliver(lane: report.lane, sale: report.sale))
        _ = try work.transaction.execute(
            """
            INSERT INTO command (id, machine, incarnation, counter, sale, body, issued_at, expires_at, traceparent,
                state, answered_by)
            VALUES ($id, $machine, $incarnation, $counter, $sale, $body, $at, $at, $traceparent, 'answered', $receipt)
            """,
            [
                "id": .text(command), "machine": .text(machine.id.description),
                "incarnation": .integer(receipt.inc), "counter": .integer(-receipt.seq), "sale": .text(report.sale),
                "body": .text(String(decoding: try StrictJSON.encode(body), as: UTF8.self)),
                "at": .integer(work.now.seconds), "traceparent": .text(receipt.traceparent),
                "receipt": .text(receipt.jti),
            ]
        )
    }

    /// Gives up every unanswered command of the machine's incarnation: their outcomes are lost.
    static func abandon(_ machine: MachineRecord, lost: JobListeners, in work: Work) throws {
        let bindings: [String: DatabaseValue] = [
            "machine": .text(machine.id.description), "incarnation": .integer(machine.incarnation),
        ]
        let open = try work.transaction.rows(
            """
            SELECT id, sale FROM command WHERE machine = $machine AND incarnation = $incarnation
                AND state IN ('queued', 'received') ORDER BY counter
            """,
            bindings
        )
        _ = try work.transaction.execute(
            """
            UPDATE command SET state = 'abandoned' WHERE machine = $machine AND incarnation = $incarnation
                AND state IN ('queued', 'received')
            """,
            bindings
        )
        for row in open where try row.optionalText("sale") != nil {
            try lost.deliveries.lost(command: try row.text("id"), in: work)
        }
        try lost.line.lost(machine, in: work)
    }

    private static func stored(_ row: DatabaseRow, deployment: String) throws -> Stored {
        let command = Command(
            iss: deployment,
            aud: try MachineID(text: row.text("machine")),
            jti: try row.text("id"),
            iat: try row.int64("issued_at"),
            exp: try row.int64("expires_at"),
            inc: try row.int64("incarnation"),
            cnt: try row.int64("counter"),
            traceparent: try row.text("traceparent"),
            body: try StrictJSON.decode(CommandBody.self, from: Array(try row.text("body").utf8))
        )
        return Stored(command: command, sale: try row.optionalText("sale"), state: try row.text("state"))
    }
}
