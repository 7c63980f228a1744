import Database

extension World {
    /// Whatever a rail's stored cursor has passed is stored: the rail will not tell of it again.
    func checkCursors(_ transaction: any Transaction) throws {
        for rail in rails {
            let row = try transaction.first(
                "SELECT cursor FROM rail_cursor WHERE rail = $rail",
                ["rail": .text(rail.id)]
            )
            guard let cursor = try row.flatMap({ Int64(try $0.text("cursor")) }) else { continue }
            for payment in rail.payments(through: cursor) {
                let stored = try transaction.first(
                    """
                    SELECT state FROM sighting WHERE rail = $rail AND reference = $reference ORDER BY id DESC LIMIT 1
                    """,
                    ["rail": .text(rail.id), "reference": .text(payment.reference)]
                )?.text("state")
                // Only the word: which payment took its place is told beside it.
                let state = "\(payment.state)".prefix { $0 != "(" }
                guard let stored, stored == state else {
                    throw Violation(
                        "payment \(payment.reference) is \(state), and was passed as \(stored ?? "unknown")"
                    )
                }
            }
        }
    }
}
