import Database
import Ledger
import Protocol

/// Everything that the database knows of one sale, in the order of time.
struct SaleTimeline {
    let record: SaleRecord
    let money: PageMoney

    /// Most rows that are read of each source.
    private static let most: Int64 = 300

    private struct Entry {
        let at: Int64
        let order: Int
        let row: TimelineRow
    }

    func rows(in work: Work) throws -> [TimelineRow] {
        let entries =
            try events(in: work) + sightings(in: work) + commands(in: work) + receipts(in: work)
            + transfers(in: work)
        return entries.enumerated().sorted {
            ($0.element.at, $0.element.order, $0.offset) < ($1.element.at, $1.element.order, $1.offset)
        }.map(\.element.row)
    }

    private func entry(
        _ at: Int64,
        _ order: Int,
        _ source: String,
        _ title: String,
        _ facts: [(String, String?)],
        proof: String? = nil,
        now: Moment
    ) -> Entry {
        Entry(
            at: at,
            order: order,
            row: TimelineRow(
                at: PageTime(at, now: now),
                source: source,
                tone: source.lowercased(),
                title: title,
                facts: facts.compactMap { name, value in
                    value.flatMap { $0.isEmpty ? nil : EventRow.Fact(name: name, value: $0) }
                },
                proof: proof
            )
        )
    }

    private func events(in work: Work) throws -> [Entry] {
        let found = try EventSearch(subject: record.id).newest(limit: Int(Self.most), in: work)
        return found.reversed().map { event in
            let row = EventRow(event, now: work.now)
            let by = row.by.flatMap { $0 == "sale" ? nil : $0 }
            return entry(
                event.at,
                1,
                by == nil ? "Sale" : "Person",
                row.title,
                [("by", by)]
                    + row.facts.filter { $0.name != "place" }.map { ($0.name, $0.value) },
                proof: row.proof,
                now: work.now
            )
        }
    }

    private func sightings(in work: Work) throws -> [Entry] {
        try work.transaction.rows(
            "SELECT * FROM sighting WHERE sale = $sale ORDER BY id LIMIT $limit",
            ["sale": .text(record.id), "limit": .integer(Self.most)]
        ).map { row in
            let state = try row.text("state")
            return entry(
                try row.int64("seen_at"),
                0,
                "Payment",
                "Sighting: \(PageMoney.text(try row.int64("amount_minor"), record.quoteTerms.asset)) \(state)",
                [
                    ("reference", try row.text("reference")),
                    ("confirmations", String(try row.int64("confirmations"))),
                    ("amount as written", try row.text("amount_text")), ("block", try row.optionalText("block")),
                    ("replaced by", try row.optionalText("replaced_by")), ("refused", try row.optionalText("refused")),
                ],
                now: work.now
            )
        }
    }

    private func commands(in work: Work) throws -> [Entry] {
        try work.transaction.rows(
            "SELECT * FROM command WHERE id = $command",
            ["command": .text(record.command)]
        ).map { row in
            // The table keeps seconds, as the signed claims do.
            entry(
                try row.int64("issued_at") * 1_000,
                2,
                "Machine",
                "Command \(try row.int64("counter")) to the machine, \(try row.text("state"))",
                [
                    ("command", try row.text("id")), ("incarnation", String(try row.int64("incarnation"))),
                    ("must start before", PageTime(try row.int64("expires_at") * 1_000, now: work.now).full),
                ],
                now: work.now
            )
        }
    }

    private func receipts(in work: Work) throws -> [Entry] {
        try work.transaction.rows(
            "SELECT * FROM receipt WHERE command = $command ORDER BY sequence LIMIT $limit",
            ["command": .text(record.command), "limit": .integer(Self.most)]
        ).map { row in
            let envelope = try row.text("envelope")
            return entry(
                try row.int64("stored_at"),
                3,
                "Machine",
                "Signed receipt \(try row.int64("sequence"))",
                [("not believed", try row.optionalText("rejected")), ("SHA-256", try row.text("digest"))],
                proof: EventRow.claims(of: envelope),
                now: work.now
            )
        }
    }

    private func transfers(in work: Work) throws -> [Entry] {
        var search = TransferSearch()
        search.sale = record.id
        search.limit = Int(Self.most)
        return try search.page(in: work).items.map { transfer in
            let kind =
                if transfer.flags.contains(.pending) {
                    "set aside"
                } else if transfer.flags.contains(.postPending) {
                    "final"
                } else if transfer.flags.contains(.voidPending) {
                    "given back"
                } else {
                    "booked"
                }
            return entry(
                transfer.timestamp / 1_000_000,
                4,
                "Books",
                "\(money.text(transfer.amount, transfer.ledger)) \(kind): \(LedgerWords.step(transfer.code))",
                [
                    ("from", transfer.debitAccount.text), ("to", transfer.creditAccount.text),
                    ("transfer", transfer.id.description),
                ],
                now: work.now
            )
        }
    }
}
