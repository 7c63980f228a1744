import Database
import Protocol

/// Reads and changes rows of the table `lane_stock`. What a sale does goes through `StockRule`; every change by a
/// person is an event.
package enum StockRepository {
    /// The lane, nil when the place has none of that id.
    package static func find(place: String, lane: String, in work: Work) throws -> LaneStock? {
        try work.transaction.first(
            "SELECT * FROM lane_stock WHERE place = $place AND lane = $lane",
            ["place": .text(place), "lane": .text(lane)]
        ).map(lane(of:))
    }

    /// The lane.
    /// - Throws: `notFound`.
    package static func get(place: String, lane: String, in work: Work) throws -> LaneStock {
        guard let stock = try find(place: place, lane: lane, in: work) else {
            throw CoordinatorError(
                .notFound,
                "Place \(place) sells nothing from lane \(lane); see GET /v1/places/\(place)."
            )
        }
        return stock
    }

    /// All lanes of a place.
    package static func list(place: String, in work: Work) throws -> [LaneStock] {
        try work.transaction.rows(
            "SELECT * FROM lane_stock WHERE place = $place ORDER BY lane",
            ["place": .text(place)]
        ).map(lane(of:))
    }

    /// Adds an empty, enabled lane unless it is there.
    package static func ensure(place: String, lane: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO lane_stock (place, lane, count, reserved, enabled, faulted) VALUES ($place, $lane, 0, 0, 1, 0)
            ON CONFLICT (place, lane) DO NOTHING
            """,
            ["place": .text(place), "lane": .text(lane)]
        )
    }

    /// Keeps what a sale or a person changed.
    package static func save(_ stock: LaneStock, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            UPDATE lane_stock SET count = $count, reserved = $reserved, enabled = $enabled, faulted = $faulted,
                fault_reason = $reason
            WHERE place = $place AND lane = $lane
            """,
            [
                "count": .integer(stock.units.stock), "reserved": .integer(stock.units.reserved),
                "enabled": .integer(stock.isEnabled ? 1 : 0), "faulted": .integer(stock.fault == nil ? 0 : 1),
                "reason": stock.fault.map { .text($0) } ?? .null, "place": .text(stock.place),
                "lane": .text(stock.lane),
            ]
        )
    }

    private static func lane(of row: DatabaseRow) throws -> LaneStock {
        LaneStock(
            place: try row.text("place"),
            lane: try row.text("lane"),
            units: StockRule(stock: try row.int64("count"), reserved: try row.int64("reserved")),
            isEnabled: try row.int64("enabled") == 1,
            fault: try row.int64("faulted") == 1 ? row.optionalText("fault_reason") ?? "out of order" : nil
        )
    }
}
