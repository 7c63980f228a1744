import Database
import Protocol

extension SaleSearch {
    private static let cursors = PageCursor(list: "sales")

    /// The sales that match, newest first.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package func page(in work: Work) throws -> ListPage<SaleRecord> {
        var conditions: [String] = []
        var bindings: [String: DatabaseValue] = ["limit": .integer(Int64(limit) + 1)]
        func require(_ condition: String, _ name: String, _ value: DatabaseValue) {
            conditions.append(condition)
            bindings[name] = value
        }
        if let position = try Self.cursors.position(cursor, parts: 1) {
            require("id < $cursor", "cursor", .text(position.first))
        }
        if let place { require("place = $place", "place", .text(place)) }
        if let machine { require("machine = $machine", "machine", .text(machine)) }
        if let money { require("money = $money", "money", .text(money.rawValue)) }
        if let goods { require("goods = $goods", "goods", .text(goods.rawValue)) }
        // Ids begin with the time of making, so a time is a place in their order.
        if let from { require("id >= $from", "from", .text(Self.firstID(at: from))) }
        if let to { require("id < $to", "to", .text(Self.firstID(at: to))) }
        if let queue {
            // The reasons are our own enum's raw values, never a caller's text.
            let reasons = queue.reasons.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            conditions.append("id IN (SELECT sale FROM sale_queue WHERE reason IN (\(reasons)))")
        }
        if let text { bindings.merge(Self.match(text, &conditions)) { first, _ in first } }
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        let rows = try work.transaction.rows(
            "SELECT * FROM sale \(filter) ORDER BY id DESC LIMIT $limit",
            bindings
        ).map(SaleRecord.init(row:))
        return ListPage(rows, limit: limit) { Self.cursors.text(after: [$0.id]) }
    }

    /// Each of these is answered by an index.
    private static func match(_ text: String, _ conditions: inout [String]) -> [String: DatabaseValue] {
        conditions.append(
            """
            id IN (SELECT id FROM sale WHERE id >= $text AND id < $textEnd
                UNION SELECT id FROM sale WHERE address = $text
                UNION SELECT id FROM sale WHERE command = $text
                UNION SELECT id FROM sale WHERE traceparent >= $trace AND traceparent < $traceEnd
                UNION SELECT sale FROM sighting
                    WHERE reference >= $text AND reference < $textEnd AND sale IS NOT NULL)
            """
        )
        return [
            "text": .text(text), "textEnd": .text(text + "\u{10FFFF}"), "trace": .text("00-\(text)-"),
            "traceEnd": .text("00-\(text)."),
        ]
    }

    private static func firstID(at milliseconds: Int64) -> String {
        Identifier.make(milliseconds: milliseconds, random: Array(repeating: 0, count: 10))
    }
}
