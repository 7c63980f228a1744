import Database
import Rails

/// The observed payments: rows of the table `sighting`, appended whenever a payment is new or its standing changed. A
/// row's number is its place in the order of observation.
enum SightingBook {
    /// Appends a sighting unless nothing changed since the last one of the payment.
    /// - Returns: the new row's number, nil when nothing changed.
    static func append(
        _ sighting: RailSighting,
        rail: String,
        sale: String?,
        refused: String?,
        in work: Work
    ) throws -> Int64? {
        if let last = try last(of: sighting.reference, rail: rail, in: work) {
            let isSameState = try last.text("state") == sighting.state.name
            let isSameDepth = try last.int64("confirmations") == Int64(sighting.confirmations)
            // Of a payment that belongs to nobody here, each further block is no news.
            if isSameState, isSameDepth || sale == nil { return nil }
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO sighting (rail, reference, address, sale, amount_text, amount_minor, remainder_text,
                confirmations, block, state, replaced_by, seen_at, refused)
            VALUES ($rail, $reference, $address, $sale, $text, $minor, $remainder, $confirmations, $block, $state,
                $by, $at, $refused)
            """,
            [
                "rail": .text(rail), "reference": .text(sighting.reference), "address": .text(sighting.address),
                "sale": .text(sale), "text": .text(sighting.amountText), "minor": .integer(sighting.amountMinor),
                "remainder": .text(sighting.remainderText), "confirmations": .integer(Int64(sighting.confirmations)),
                "block": .text(sighting.blockHash), "state": .text(sighting.state.name),
                "by": .text(sighting.state.replacement), "at": .integer(work.now.milliseconds),
                "refused": .text(refused),
            ]
        )
        return try last(of: sighting.reference, rail: rail, in: work)?.int64("id")
    }

    private static func last(of reference: String, rail: String, in work: Work) throws -> DatabaseRow? {
        try work.transaction.first(
            """
            SELECT id, state, confirmations FROM sighting WHERE rail = $rail AND reference = $reference
            ORDER BY id DESC LIMIT 1
            """,
            ["rail": .text(rail), "reference": .text(reference)]
        )
    }
}

extension RailSighting.State {
    /// The state without its details, as it is stored.
    var name: String { sale.rawValue }

    /// The state in the words of a sale.
    var sale: PaymentSighting.State {
        switch self {
        case .pending: .pending
        case .confirmed: .confirmed
        case .held: .held
        case .released: .released
        case .replaced: .replaced
        case .removed: .removed
        }
    }

    /// Which payment took its place.
    var replacement: String? {
        if case .replaced(let by) = self { return by }
        return nil
    }
}
