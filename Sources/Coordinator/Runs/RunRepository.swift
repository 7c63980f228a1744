import Database
import Passport
import Protocol

/// Reads and changes the table `run`.
package enum RunRepository {
    private static let cursors = PageCursor(list: "runs")

    /// The run.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> RunRecord {
        guard let run = try find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no run \(id.prefix(60)); see GET /v1/runs.")
        }
        return run
    }

    /// The run, if there is one.
    package static func find(_ id: String, in work: Work) throws -> RunRecord? {
        try work.transaction.first("SELECT * FROM run WHERE id = $id", ["id": .text(id)]).map(RunRecord.init)
    }

    /// A page of the runs, newest first.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(
        machine: String?,
        cursor: String?,
        limit: Int,
        in work: Work
    ) throws -> ListPage<RunRecord> {
        let rows = try work.transaction.rows(
            """
            SELECT * FROM run WHERE id < $before AND ($machine = '' OR machine = $machine) ORDER BY id DESC LIMIT $limit
            """,
            [
                "before": .text(try cursors.position(cursor, parts: 1)?.first ?? "g"),
                "machine": .text(machine ?? ""), "limit": .integer(Int64(limit) + 1),
            ]
        ).map(RunRecord.init)
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.id]) }
    }

    /// The runs of a machine that are not over, oldest first.
    package static func open(machine: String, in work: Work) throws -> [RunRecord] {
        try work.transaction.rows(
            "SELECT * FROM run WHERE machine = $machine AND state NOT IN ('ended', 'aborted') ORDER BY id",
            ["machine": .text(machine)]
        ).map(RunRecord.init)
    }

    /// The runs that are not over, oldest first.
    static func open(in work: Work) throws -> [RunRecord] {
        try work.transaction.rows(
            """
            SELECT * FROM run WHERE state IN ('notAllowedToStart', 'allowedToStart', 'running', 'interrupted')
            ORDER BY id
            """
        ).map(RunRecord.init)
    }

    /// The runs that wait for their serials, oldest first.
    static func waiting(limit: Int, in work: Work) throws -> [String] {
        try work.transaction.rows(
            "SELECT id FROM run WHERE state = 'notAllowedToStart' AND reason IS NULL ORDER BY id LIMIT $limit",
            ["limit": .integer(Int64(limit))]
        ).map { try $0.text("id") }
    }

    static func insert(_ order: RunOrder, gtin: GTIN, lot: Lot?, owner: String, by: String, in work: Work) throws
        -> RunRecord
    {
        let id = work.ids.identifier(at: work.now)
        _ = try work.transaction.execute(
            """
            INSERT INTO run (id, gtin, lot, count, spare, machine, owner, state, commissioned, scrapped, unusable,
                made_by, traceparent, created_at, changed_at, since)
            VALUES ($id, $gtin, $lot, $count, $spare, $machine, $owner, 'notAllowedToStart', 0, 0, 0, $by,
                $traceparent, $at, $at, $at)
            """,
            [
                "id": .text(id), "gtin": .text(gtin.description), "lot": lot.map { .text($0.text) } ?? .null,
                "count": .integer(Int64(order.count)), "spare": .integer(Int64(order.spareCount)),
                "machine": .text(order.machine), "owner": .text(owner),
                "by": .text(by), "traceparent": .text(work.ids.traceParent()),
                "at": .integer(work.now.milliseconds),
            ]
        )
        return try get(id, in: work)
    }

    /// Enters a run that a lost generation of this database ordered, as its machine tells of it.
    static func takeUp(_ report: RunReport, _ receipt: Receipt, by machine: MachineRecord, in work: Work) throws {
        guard try find(report.run, in: work) == nil else { return }
        let product = try ProductRepository.get(GTIN.named(report.gtin), in: work)
        _ = try work.transaction.execute(
            """
            INSERT INTO run (id, gtin, lot, count, spare, machine, owner, state, commissioned, scrapped, unusable,
                command, made_by, traceparent, created_at, changed_at, since)
            VALUES ($id, $gtin, $lot, $count, 0, $machine, $owner, 'allowedToStart', 0, 0, 0, $command, $by,
                $traceparent, $at, $at, $at)
            """,
            [
                "id": .text(report.run), "gtin": .text(product.gtin.description),
                "lot": report.lot.map { .text($0) } ?? .null, "count": .integer(Int64(report.count)),
                "machine": .text(machine.id.description), "owner": .text(product.owner),
                "command": receipt.re.map { .text($0) } ?? .null, "by": .text(BlockBook.recovery),
                "traceparent": .text(receipt.traceparent), "at": .integer(work.now.milliseconds),
            ]
        )
        try EventLog.append(
            .runCreated,
            subject: report.run,
            owner: product.owner,
            data: [
                "by": BlockBook.recovery, "machine": machine.id.description, "gtin": product.gtin.description,
                "lot": report.lot ?? "", "count": String(report.count),
            ],
            traceparent: receipt.traceparent,
            in: work
        )
    }

    /// Stores how a run stands.
    static func save(_ run: RunRecord, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            UPDATE run SET state = $state, asked = $asked, reason = $reason, since = $since,
                commissioned = $commissioned, scrapped = $scrapped, unusable = $unusable, command = $command,
                changed_at = $at, ended_at = $ended
            WHERE id = $id
            """,
            [
                "state": .text(run.progress.state.rawValue),
                "asked": run.progress.asked.map { .text($0.rawValue) } ?? .null,
                "reason": run.progress.reason.map { .text($0) } ?? .null,
                "since": .integer(run.since),
                "commissioned": .integer(run.commissioned), "scrapped": .integer(run.scrapped),
                "unusable": .integer(run.unusable), "command": run.command.map { .text($0) } ?? .null,
                "at": .integer(work.now.milliseconds), "ended": run.endedAt.map { .integer($0) } ?? .null,
                "id": .text(run.id),
            ]
        )
    }
}
