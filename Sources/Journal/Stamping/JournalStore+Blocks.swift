internal import Faults
internal import SQLite

extension JournalStore {
    /// Takes serials into keeping, in the order in which they will be used. They belong to the present incarnation and
    /// are never used in another. Throws `.notEnrolled`, `.tooLarge`, `.invalidField`, `.full`.
    ///
    /// - Parameters:
    ///   - digest: what tells this block's content from any other, such as a SHA-256.
    ///   - serials: none of them has a line feed.
    package func grantBlock(
        id: String,
        gtin: String,
        serials: [String],
        digest: [UInt8]
    ) throws(JournalError) -> GrantDecision {
        try checkName(id, "the block")
        try checkName(gtin, "the product of block \(id)")
        for serial in serials { try checkName(serial, "a serial of block \(id)") }
        guard !serials.isEmpty, !serials.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) }) else {
            throw JournalError(.invalidField, "block \(id) has no serials, or one with a line feed")
        }
        let text = serials.joined(separator: "\n")
        try checkSize(Array(text.utf8), "the serials of block \(id)")
        return try change("storing block \(id)") {
            let known = try connection.first(
                "SELECT digest FROM serial_block WHERE id = $id",
                ["id": .text(id)]
            ) { row throws(SQLiteError) in try row.blob("digest") }
            if let known {
                return known == digest ? .known : .conflict("block \(id) was granted with other serials")
            }
            let marks = try marks()
            guard marks.incarnation > 0 else {
                throw JournalError(.notEnrolled, "block \(id) came before the machine was enrolled")
            }
            let blocks = try openBlockCount()
            guard blocks < configuration.maximumOpenBlocks else { return .tooMany(Int(blocks)) }
            if !Mutant.blocksOverlap.isActive, let conflict = try overlap(gtin, serials) { return .conflict(conflict) }
            try connection.run(
                "INSERT INTO serial_block (id, incarnation, gtin, digest, serials, count)"
                    + " VALUES ($id, $incarnation, $gtin, $digest, $serials, $count)",
                [
                    "id": .text(id), "incarnation": .integer(marks.incarnation), "gtin": .text(gtin),
                    "digest": .blob(digest), "serials": .text(text), "count": .integer(serials.count),
                ]
            )
            return .stored
        }
    }

    /// Closes a block: what is unused in it never is used after that. Returns those serials, the same ones whenever it
    /// is asked again; nil when there is no such block. Throws `.full`.
    package func returnBlock(id: String) throws(JournalError) -> [String]? {
        try change("closing block \(id)") {
            guard let block = try block(where: "id = $id", ["id": .text(id)]) else { return nil }
            if !block.isClosed {
                try connection.run(
                    "UPDATE serial_block SET closed = 1, serials = $serials WHERE id = $id",
                    ["serials": .text(block.unused.joined(separator: "\n")), "id": .text(id)]
                )
            }
            return block.unused
        }
    }

    /// How many serials of the product are left for this incarnation.
    package func unusedSerials(of gtin: String) throws(JournalError) -> Int {
        try look("counting serials of \(gtin)") {
            let sum = try connection.first(
                "SELECT coalesce(sum(count - used), 0) AS unused FROM serial_block"
                    + " WHERE incarnation = $incarnation AND gtin = $gtin AND closed = 0 AND used < count",
                ["incarnation": .integer(try marks().incarnation), "gtin": .text(gtin)]
            ) { row throws(SQLiteError) in try row.integer("unused") }
            return Int(sum ?? 0)
        }
    }

    /// The serial of the product that is used next: the first of the oldest block. It is used by its intent alone.
    package func nextSerial(of gtin: String) throws(JournalError) -> NextSerial? {
        try look("choosing a serial of \(gtin)") {
            let block = try block(
                where: "incarnation = $incarnation AND gtin = $gtin AND closed = 0 AND used < count"
                    + " ORDER BY place LIMIT 1",
                ["incarnation": .integer(try marks().incarnation), "gtin": .text(gtin)]
            )
            return block.flatMap { block in block.unused.first.map { NextSerial(block: block.id, serial: $0) } }
        }
    }

    /// Uses the serial, in the open transaction.
    func spend(_ serial: NextSerial) throws {
        // A spent block needs its serials no more; its row stays, so that it is never taken for a new one.
        try connection.run(
            "UPDATE serial_block SET used = used + \(Mutant.serialsNotSpent.isActive ? 0 : 1),"
                + " serials = CASE WHEN used + 1 = count THEN '' ELSE serials END WHERE id = $id",
            ["id": .text(serial.block)]
        )
    }

    private struct Block {
        var id: String
        var isClosed: Bool
        /// What was never used.
        var unused: [String]
    }

    private func block(where condition: String, _ values: [String: Value]) throws(SQLiteError) -> Block? {
        try connection.first("SELECT * FROM serial_block WHERE \(condition)", values) { row throws(SQLiteError) in
            let serials = try row.text("serials").split(separator: "\n").map(String.init)
            let isClosed = try row.boolean("closed")
            let used = isClosed ? 0 : Int(try row.integer("used"))
            return Block(id: try row.text("id"), isClosed: isClosed, unused: Array(serials.dropFirst(used)))
        }
    }

    private func openBlockCount() throws(SQLiteError) -> Int64 {
        let count = try connection.first(
            "SELECT count(*) AS open FROM serial_block WHERE closed = 0 AND used < count"
        ) { row throws(SQLiteError) in try row.integer("open") }
        return count ?? 0
    }

    /// Why the serials can't be taken, if one of them is in a block that is open, or was returned unused.
    private func overlap(_ gtin: String, _ serials: [String]) throws(SQLiteError) -> String? {
        let blocks = try connection.all(
            "SELECT id, serials FROM serial_block WHERE gtin = $gtin AND serials <> ''",
            ["gtin": .text(gtin)]
        ) { row throws(SQLiteError) in (id: try row.text("id"), serials: try row.text("serials")) }
        let wanted = Set(serials)
        for block in blocks {
            if let twice = block.serials.split(separator: "\n").first(where: { wanted.contains(String($0)) }) {
                return "serial \(twice) is in block \(block.id) already"
            }
        }
        return nil
    }
}
