import Database

/// The deadlines of a sale, rows that survive a restart. `SaleClock` hands each one that has come to the sale.
package enum SaleTimer: String, CaseIterable, Sendable {
    /// The quote's end.
    case quoteExpired
    /// The end of waiting for confirmations.
    case confirmationDeadline
    /// Command expiry, plus the longest delivery, plus the time for its receipt to arrive.
    case deliveryOverdue
    /// The rail's hold ends.
    case holdDeadline

    /// What the sale is told.
    var event: SaleEvent {
        switch self {
        case .quoteExpired: .quoteExpired
        case .confirmationDeadline: .confirmationDeadline
        case .deliveryOverdue: .deliveryOverdue
        case .holdDeadline: .holdDeadline
        }
    }

    /// One that has come.
    struct Due: Sendable {
        let sale: String
        let timer: SaleTimer
    }

    /// Sets the deadline, or moves it.
    func set(sale: String, at milliseconds: Int64, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO sale_timer (sale, kind, due_at) VALUES ($sale, $kind, $due)
            ON CONFLICT (sale, kind) DO UPDATE SET due_at = $due
            """,
            ["sale": .text(sale), "kind": .text(rawValue), "due": .integer(milliseconds)]
        )
    }

    /// Forgets the deadline.
    func clear(sale: String, in work: Work) throws {
        _ = try work.transaction.execute(
            "DELETE FROM sale_timer WHERE sale = $sale AND kind = $kind",
            ["sale": .text(sale), "kind": .text(rawValue)]
        )
    }

    /// Whether it ends a sale for want of a payment.
    private var endsUnpaid: Bool { self == .quoteExpired || self == .confirmationDeadline }

    /// Those that have come, oldest first.
    /// - Parameter rails: rails that may have seen a payment which is not taken in yet: no sale by them ends unpaid.
    static func due(limit: Int, exceptUnpaidBy rails: [String], in work: Work) throws -> [Due] {
        var bindings: [String: DatabaseValue] = [
            "now": .integer(work.now.milliseconds), "limit": .integer(Int64(limit)),
        ]
        for (index, rail) in rails.enumerated() { bindings["rail\(index)"] = .text(rail) }
        let names = rails.indices.map { "$rail\($0)" }.joined(separator: ", ")
        // The kinds are our own enum's raw values, never a caller's text.
        let kinds = allCases.filter(\.endsUnpaid).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let waiting =
            rails.isEmpty
            ? "" : "AND NOT (kind IN (\(kinds)) AND sale IN (SELECT id FROM sale WHERE rail IN (\(names))))"
        return try work.transaction.rows(
            "SELECT sale, kind FROM sale_timer WHERE due_at <= $now \(waiting) ORDER BY due_at, sale LIMIT $limit",
            bindings
        ).compactMap { row in
            guard let timer = SaleTimer(rawValue: try row.text("kind")) else { return nil }
            return Due(sale: try row.text("sale"), timer: timer)
        }
    }
}
