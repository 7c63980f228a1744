import Database

/// Reads and adds to the table `carrier_print`, of which nothing is ever changed or removed.
package enum PrintRepository {
    /// Most labels of one sheet.
    package static let mostLabels = 200
    private static let cursors = PageCursor(list: "prints")

    /// Keeps what is about to be printed as one sheet.
    /// - Parameter sheet: the sheet's id.
    package static func add(
        _ carriers: [Carrier],
        sheet: String,
        caller: Caller,
        in work: Work
    ) throws -> [PrintRecord] {
        for carrier in carriers {
            _ = try work.transaction.execute(
                """
                INSERT INTO carrier_print (id, sheet, owner, link, text, symbology, format, digest, printed_at,
                    printed_by)
                VALUES ($id, $sheet, $owner, $link, $text, $symbology, $format, $digest, $at, $by)
                """,
                [
                    "id": .text(work.ids.identifier(at: work.now)), "sheet": .text(sheet),
                    "owner": .text(caller.owner), "link": .text(carrier.link), "text": .text(carrier.symbol.text),
                    "symbology": .text(carrier.symbol.symbology.rawValue), "format": .text(carrier.format.rawValue),
                    "digest": .text(carrier.digest), "at": .integer(work.now.milliseconds), "by": .text(caller.name),
                ]
            )
        }
        try EventLog.append(
            .carriersPrinted,
            subject: sheet,
            owner: caller.owner,
            data: ["by": caller.name, "labels": String(carriers.count)],
            in: work
        )
        return try self.sheet(sheet, owner: caller.owner, in: work)
    }

    /// What stood on a sheet.
    /// - Throws: `notFound`, also when it is not `owner`'s to see.
    package static func sheet(_ sheet: String, owner: String, in work: Work) throws -> [PrintRecord] {
        let prints = try work.transaction.rows(
            "SELECT * FROM carrier_print WHERE sheet = $sheet ORDER BY rowid",
            ["sheet": .text(sheet)]
        ).map { try PrintRecord(row: $0) }
        guard let first = prints.first, LinkRepository.may(owner, see: first.owner) else {
            throw CoordinatorError(.notFound, "There is no sheet \(sheet.prefix(60)); see GET /v1/prints.")
        }
        return prints
    }

    /// One print.
    /// - Throws: `notFound`, also when it is not `owner`'s to see.
    package static func get(_ id: String, owner: String, in work: Work) throws -> PrintRecord {
        let row = try work.transaction.first("SELECT * FROM carrier_print WHERE id = $id", ["id": .text(id)])
        guard let print = try row.map({ try PrintRecord(row: $0) }), LinkRepository.may(owner, see: print.owner) else {
            throw CoordinatorError(.notFound, "There is no print \(id.prefix(60)); see GET /v1/prints.")
        }
        return print
    }

    /// A page of the prints, newest first.
    /// - Parameters:
    ///   - link: only those of this link; nil for all.
    ///   - sheet: only those of this sheet; nil for all.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(
        link: String?,
        sheet: String?,
        owner: String,
        cursor: String?,
        limit: Int,
        in work: Work
    ) throws -> ListPage<PrintRecord> {
        let rows = try work.transaction.rows(
            """
            SELECT * FROM carrier_print
            WHERE ($before IS NULL OR id < $before) AND (owner = $owner OR $owner = $operator)
                AND ($link IS NULL OR link = $link) AND ($sheet IS NULL OR sheet = $sheet)
            ORDER BY id DESC LIMIT $limit
            """,
            [
                "before": .text(try cursors.position(cursor, parts: 1)?.first), "owner": .text(owner),
                "operator": .text(Owner.operator), "link": .text(link), "sheet": .text(sheet),
                "limit": .integer(Int64(limit) + 1),
            ]
        ).map { try PrintRecord(row: $0) }
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.id]) }
    }
}
