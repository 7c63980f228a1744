import Database
import Protocol

/// Reads and writes rows of the table `sale`.
package enum SaleRepository {
    /// A sale's state with its most payments is about 60 KB.
    static let maximumStateBytes = 262_144

    /// The sale, if there is one.
    package static func find(_ id: String, in work: Work) throws -> SaleRecord? {
        try work.transaction.first("SELECT * FROM sale WHERE id = $id", ["id": .text(id)]).map(SaleRecord.init(row:))
    }

    /// The sale.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> SaleRecord {
        guard let record = try find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no order \(id.prefix(40)). Check the address.")
        }
        return record
    }

    /// The sale that issued a command.
    static func find(command: String, in work: Work) throws -> SaleRecord? {
        try work.transaction.first("SELECT * FROM sale WHERE command = $command", ["command": .text(command)])
            .map(SaleRecord.init(row:))
    }

    /// The sale that is paid at an address.
    static func find(rail: String, address: String, in work: Work) throws -> String? {
        try work.transaction.first(
            "SELECT id FROM sale WHERE rail = $rail AND address = $address",
            ["rail": .text(rail), "address": .text(address)]
        )?.text("id")
    }

    /// How many orders of a place wait for their payment.
    static func openCount(place: String, in work: Work) throws -> Int {
        let row = try work.transaction.first(
            "SELECT count(*) AS open_orders FROM sale WHERE place = $place AND goods = 'reserved'",
            ["place": .text(place)]
        )
        return Int(try row?.int64("open_orders") ?? 0)
    }

    /// Adds a sale.
    static func insert(_ record: SaleRecord, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO sale (id, owner, place, selection, selection_name, lane, machine, rail, phase, quote_terms,
                longest_delivery, traceparent, state, money, goods, revision, created_at, changed_at)
            VALUES ($id, $owner, $place, $selection, $name, $lane, $machine, $rail, $phase, $terms, $longest,
                $traceparent, $state, $money, $goods, 1, $at, $at)
            """,
            [
                "id": .text(record.id), "owner": .text(record.owner), "place": .text(record.place),
                "selection": .text(record.selection), "name": .text(record.selectionName), "lane": .text(record.lane),
                "machine": .text(record.machine), "rail": .text(record.rail), "phase": .text(record.phase.rawValue),
                "terms": .text(String(decoding: try StrictJSON.encode(record.quoteTerms), as: UTF8.self)),
                "longest": .integer(record.longestDeliveryMilliseconds), "traceparent": .text(record.traceparent),
                "state": .text(String(decoding: try StrictJSON.encode(record.state), as: UTF8.self)),
                "money": .text(record.state.money.rawValue), "goods": .text(record.state.goods.rawValue),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// Keeps what changed, and counts the revision up.
    static func save(_ record: inout SaleRecord, in work: Work) throws {
        record.revision += 1
        record.changedAt = work.now.milliseconds
        let changed = try work.transaction.execute(
            """
            UPDATE sale SET phase = $phase, address = $address, uri = $uri, quote = $quote, state = $state,
                money = $money, goods = $goods, ending = $ending, command = $command, command_expires = $expires,
                hold_until = $hold, revision = $revision, changed_at = $at
            WHERE id = $id AND revision = $revision - 1
            """,
            [
                "phase": .text(record.phase.rawValue), "address": .text(record.address), "uri": .text(record.uri),
                "quote": .text(record.quote),
                "state": .text(String(decoding: try StrictJSON.encode(record.state), as: UTF8.self)),
                "money": .text(record.state.money.rawValue), "goods": .text(record.state.goods.rawValue),
                "ending": .text(record.state.ending?.rawValue), "command": .text(record.command),
                "expires": .integer(record.commandExpires), "hold": .integer(record.holdUntil),
                "revision": .integer(record.revision), "at": .integer(record.changedAt), "id": .text(record.id),
            ]
        )
        guard changed == 1 else {
            throw CoordinatorError(.unexpected, "Sale \(record.id) changed twice in one transaction; report this.")
        }
    }
}

extension SaleRecord {
    init(row: DatabaseRow) throws {
        guard let phase = Phase(rawValue: try row.text("phase")) else {
            throw CoordinatorError(
                .unexpected,
                "Sale \(try row.text("id")) is in an unknown phase; update this program."
            )
        }
        id = try row.text("id")
        owner = try row.text("owner")
        place = try row.text("place")
        selection = try row.text("selection")
        selectionName = try row.text("selection_name")
        lane = try row.text("lane")
        machine = try row.text("machine")
        rail = try row.text("rail")
        quoteTerms = try StrictJSON.decode(QuoteTerms.self, from: Array(try row.text("quote_terms").utf8))
        longestDeliveryMilliseconds = try row.int64("longest_delivery")
        traceparent = try row.text("traceparent")
        createdAt = try row.int64("created_at")
        self.phase = phase
        address = try row.optionalText("address")
        uri = try row.optionalText("uri")
        quote = try row.optionalText("quote")
        state = try StrictJSON.decode(
            SaleState.self,
            from: Array(try row.text("state").utf8),
            maximumBytes: SaleRepository.maximumStateBytes
        )
        command = try row.optionalText("command")
        commandExpires = try row.optionalInt64("command_expires")
        holdUntil = try row.optionalInt64("hold_until")
        revision = try row.int64("revision")
        changedAt = try row.int64("changed_at")
    }
}
