import Database

/// How many sales of one place, one slot and one state of the goods there are: what the charts are drawn from.
package struct SaleTally: Sendable, Equatable {
    /// The place.
    package let place: String
    /// Which slot of the range.
    package let slot: Int
    /// How the goods stand.
    package let goods: GoodsState
    /// How many.
    package let count: Int64

    /// Makes a tally.
    package init(place: String, slot: Int, goods: GoodsState, count: Int64) {
        self.place = place
        self.slot = slot
        self.goods = goods
        self.count = count
    }

    /// The sales of a range that came as far as a command; orders that nobody paid are no sales.
    /// - Parameter place: only this one; nil for all.
    package static func read(_ range: ChartRange, place: String?, in work: Work) throws -> [SaleTally] {
        try work.transaction.rows(
            """
            SELECT place, (created_at - $from) / $slot AS slot, goods, count(*) AS total FROM sale
            WHERE created_at >= $from AND created_at <= $now AND goods NOT IN ('reserved', 'none')
                AND ($place IS NULL OR place = $place)
            GROUP BY place, slot, goods ORDER BY place, slot, goods
            """,
            [
                "from": .integer(range.start(at: work.now)), "slot": .integer(range.slotMilliseconds),
                "now": .integer(work.now.milliseconds), "place": .text(place),
            ]
        ).compactMap { row in
            guard let goods = GoodsState(rawValue: try row.text("goods")) else { return nil }
            return SaleTally(
                place: try row.text("place"),
                slot: Int(try row.int64("slot")),
                goods: goods,
                count: try row.int64("total")
            )
        }
    }
}
