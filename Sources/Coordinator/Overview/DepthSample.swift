import Database

/// How many sales wait, at a moment and a place: rows of the table `depth_sample`. Places where nothing waits have
/// none.
package enum DepthSample {
    /// Samples are taken so often, in milliseconds.
    package static let intervalMilliseconds: Int64 = 300_000
    /// Older ones are forgotten, in milliseconds.
    package static let keptMilliseconds: Int64 = 32 * 86_400_000

    /// The deepest that the queues were in one slot.
    package struct Depth: Sendable, Equatable {
        /// Which slot of the range.
        package let slot: Int
        /// Sales whose machine had not answered.
        package let withMachine: Int64
        /// Sales that waited for a person.
        package let withPerson: Int64
    }

    /// Takes a sample unless there is one of this interval, and forgets old ones.
    /// - Returns: whether one was taken.
    package static func take(in work: Work) throws -> Bool {
        let at = work.now.milliseconds / intervalMilliseconds * intervalMilliseconds
        let known = try work.transaction.first(
            "SELECT at FROM depth_sample WHERE at >= $at LIMIT 1",
            ["at": .integer(at)]
        )
        guard known == nil else { return false }
        _ = try work.transaction.execute(
            "DELETE FROM depth_sample WHERE at < $end",
            ["end": .integer(at - keptMilliseconds)]
        )
        return try work.transaction.execute(
            """
            INSERT INTO depth_sample (at, place, with_machine, with_person)
            SELECT $at, place, sum(with_machine), sum(with_person) FROM (
                SELECT place, count(*) AS with_machine, 0 AS with_person FROM sale WHERE goods = 'dispatched'
                    GROUP BY place
                UNION ALL
                SELECT place, 0, count(*) FROM sale WHERE id IN (SELECT sale FROM sale_queue) GROUP BY place
            ) AS waiting GROUP BY place
            """,
            ["at": .integer(at)]
        ) > 0
    }

    /// The deepest of each slot of a range; slots in which nothing waited are left out.
    /// - Parameter place: only this one; nil for all together.
    package static func read(_ range: ChartRange, place: String?, in work: Work) throws -> [Depth] {
        try work.transaction.rows(
            """
            SELECT (at - $from) / $slot AS slot, max(machine) AS machine, max(person) AS person FROM (
                SELECT at, sum(with_machine) AS machine, sum(with_person) AS person FROM depth_sample
                WHERE at >= $from AND ($place IS NULL OR place = $place) GROUP BY at
            ) AS samples GROUP BY slot ORDER BY slot
            """,
            [
                "from": .integer(range.start(at: work.now)), "slot": .integer(range.slotMilliseconds),
                "place": .text(place),
            ]
        ).map { row in
            Depth(
                slot: Int(try row.int64("slot")),
                withMachine: try row.int64("machine"),
                withPerson: try row.int64("person")
            )
        }
    }
}
