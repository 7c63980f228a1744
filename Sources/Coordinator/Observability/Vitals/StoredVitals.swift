import Database

/// What the database says about how things stand. Each figure is bounded: looking must not cost more on a bad day.
package struct StoredVitals: Sendable, Equatable {
    /// What waits to be told to the outside.
    package struct Outbox: Sendable, Equatable {
        /// Which one.
        package var name: String
        /// How much waits, counted up to `maximumCounted`.
        package var depth: Int64
        /// How long the oldest has waited, in milliseconds; 0 when nothing waits.
        package var oldestMilliseconds: Int64
    }

    /// Rows beyond this are not counted.
    package static let maximumCounted: Int64 = 10_000

    /// Machines by status.
    package var machines: [String: Int64] = [:]
    /// Machines that an open place sells by.
    package var sellingMachines: Set<String> = []
    /// Runs that are not over, by state.
    package var runs: [String: Int64] = [:]
    /// Unacknowledged alarms by code.
    package var alarms: [String: Int64] = [:]
    /// Sales that wait for a person, by reason.
    package var queue: [String: Int64] = [:]
    /// Debits minus credits by asset; 0 everywhere when the books are right.
    package var imbalance: [String: Int64] = [:]
    /// The outboxes.
    package var outboxes: [Outbox] = []
    /// Whether a restored database still waits for what its machines know.
    package var isRecovering = false
    /// The life of the database.
    package var generation: Int64 = 1
    /// When the newest event was written, milliseconds since 1970.
    package var newestEventAt: Int64?

    /// Makes vitals of an empty database.
    package init() {}

    /// Looks them up.
    package init(in work: Work) throws {
        machines = try Self.counts("SELECT status AS name, count(*) AS total FROM machine GROUP BY status", in: work)
        sellingMachines = Set(
            try work.transaction.rows(
                "SELECT machine FROM place WHERE open = 1 AND machine IS NOT NULL LIMIT \(Self.maximumCounted)"
            ).map { try $0.text("machine") }
        )
        runs = try Self.counts(
            """
            SELECT state AS name, count(*) AS total FROM run
            WHERE state IN ('notAllowedToStart', 'allowedToStart', 'running', 'interrupted') GROUP BY state
            """,
            in: work
        )
        alarms = try Self.counts(
            """
            SELECT code AS name, count(*) AS total FROM (
                SELECT code FROM alarm WHERE acknowledged_at IS NULL LIMIT \(Self.maximumCounted)
            ) GROUP BY code
            """,
            in: work
        )
        queue = try Self.counts(
            """
            SELECT reason AS name, count(*) AS total FROM (
                SELECT reason FROM sale_queue LIMIT \(Self.maximumCounted)
            ) GROUP BY reason
            """,
            in: work
        )
        imbalance = try Self.counts(
            """
            SELECT ledger AS name, sum(debits_posted - credits_posted) + sum(debits_pending - credits_pending) AS total
            FROM account GROUP BY ledger
            """,
            in: work
        )
        outboxes = [try Self.railOutbox(in: work), try Self.webhookOutbox(in: work)]
        isRecovering =
            try work.transaction.first("SELECT number FROM generation WHERE closed_at IS NULL LIMIT 1") != nil
        generation =
            try work.transaction.first("SELECT max(number) AS newest FROM generation")?
            .optionalInt64("newest") ?? 1
        newestEventAt = try work.transaction.first("SELECT at FROM event ORDER BY id DESC LIMIT 1")?.int64("at")
    }

    private static func counts(_ sql: String, in work: Work) throws -> [String: Int64] {
        let rows = try work.transaction.rows(sql).map { (try $0.text("name"), try $0.int64("total")) }
        return Dictionary(rows) { first, _ in first }
    }

    private static func railOutbox(in work: Work) throws -> Outbox {
        let row = try work.transaction.first(
            """
            SELECT count(*) AS depth, min(made_at) AS oldest FROM (
                SELECT made_at FROM rail_outbox WHERE done_at IS NULL LIMIT \(maximumCounted)
            )
            """
        )
        let oldest = try row?.optionalInt64("oldest")
        return Outbox(
            name: "rail",
            depth: try row?.int64("depth") ?? 0,
            oldestMilliseconds: oldest.map { max(0, work.now.milliseconds - $0) } ?? 0
        )
    }

    /// What a webhook has not told yet is every event after its position.
    private static func webhookOutbox(in work: Work) throws -> Outbox {
        let row = try work.transaction.first(
            """
            SELECT coalesce(max(newest - position), 0) AS depth, min(failing_since) AS oldest FROM (
                SELECT position, failing_since, (SELECT coalesce(max(id), 0) FROM event) AS newest
                FROM webhook WHERE state = 'active' LIMIT \(maximumCounted)
            )
            """
        )
        let oldest = try row?.optionalInt64("oldest")
        return Outbox(
            name: "webhook",
            depth: max(0, min(maximumCounted, try row?.int64("depth") ?? 0)),
            oldestMilliseconds: oldest.map { max(0, work.now.milliseconds - $0) } ?? 0
        )
    }
}
