import Database
import Protocol

/// Reads and changes the tables `place` and `selection`. Every change is an event.
package enum PlaceRepository {
    /// The place, if there is one.
    package static func find(_ slug: String, in work: Work) throws -> Place? {
        guard let row = try work.transaction.first("SELECT * FROM place WHERE slug = $slug", ["slug": .text(slug)])
        else {
            return nil
        }
        return try place(of: row, in: work)
    }

    /// The place.
    /// - Throws: `notFound`.
    package static func get(_ slug: String, in work: Work) throws -> Place {
        guard let place = try find(slug, in: work) else {
            throw CoordinatorError(.notFound, "There is no place \(slug.prefix(60)); see GET /v1/places.")
        }
        return place
    }

    /// All places by address.
    package static func list(in work: Work) throws -> [Place] {
        try work.transaction.rows("SELECT * FROM place ORDER BY slug", [:]).map { try place(of: $0, in: work) }
    }

    private static let cursors = PageCursor(list: "places")

    /// A page of the places by address.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(cursor: String?, limit: Int, in work: Work) throws -> ListPage<Place> {
        let rows = try work.transaction.rows(
            "SELECT * FROM place WHERE slug > $after ORDER BY slug LIMIT $limit",
            [
                "after": .text(try cursors.position(cursor, parts: 1)?.first ?? ""),
                "limit": .integer(Int64(limit) + 1),
            ]
        ).map { try place(of: $0, in: work) }
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.slug]) }
    }

    /// Makes a place, or replaces its name, opening and price list. Lanes named for the first time start empty.
    package static func put(_ change: PlaceChange, slug: String, caller: Caller, in work: Work) throws -> Place {
        try change.check(slug: slug)
        let before = try find(slug, in: work)
        let owner = before?.owner ?? caller.owner
        _ = try work.transaction.execute(
            """
            INSERT INTO place (slug, name, owner, open, created_at, changed_at)
            VALUES ($slug, $name, $owner, $open, $at, $at)
            ON CONFLICT (slug) DO UPDATE SET name = $name, open = $open, changed_at = $at
            """,
            [
                "slug": .text(slug), "name": .text(change.name), "owner": .text(owner),
                "open": .integer(change.open ?? true ? 1 : 0), "at": .integer(work.now.milliseconds),
            ]
        )
        _ = try work.transaction.execute("DELETE FROM selection WHERE place = $place", ["place": .text(slug)])
        for (position, selection) in change.selections.enumerated() {
            try insert(selection, position: position, place: slug, in: work)
            try StockRepository.ensure(place: slug, lane: selection.lane, in: work)
        }
        try EventLog.append(
            before == nil ? .placeCreated : .placeChanged,
            subject: slug,
            owner: owner,
            data: PlaceEvent(by: caller.name, name: change.name, selections: change.selections),
            in: work
        )
        return try get(slug, in: work)
    }

    /// Says which machine delivers at a place, or none. Sales that are open keep the machine they began with.
    /// - Throws: `notFound`, or `conflict` when the machine delivers at another place.
    package static func assign(_ machine: String?, to slug: String, by: String, in work: Work) throws -> Place {
        let place = try get(slug, in: work)
        if let machine {
            let other = try work.transaction.first(
                "SELECT slug FROM place WHERE machine = $machine AND slug <> $slug",
                ["machine": .text(machine), "slug": .text(slug)]
            )
            if let other {
                throw CoordinatorError(
                    .conflict,
                    "\(machine) delivers at \(try other.text("slug")); take it from there first."
                )
            }
        }
        _ = try work.transaction.execute(
            "UPDATE place SET machine = $machine, changed_at = $at WHERE slug = $slug",
            [
                "machine": machine.map { .text($0) } ?? .null, "at": .integer(work.now.milliseconds),
                "slug": .text(slug),
            ]
        )
        try EventLog.append(
            .placeChanged,
            subject: slug,
            owner: place.owner,
            data: ["machine": machine ?? "", "by": by],
            in: work
        )
        return try get(slug, in: work)
    }

    /// Removes a place that never sold anything.
    /// - Throws: `notFound`, or `conflict` when it has sales: close it instead.
    package static func delete(_ slug: String, by: String, in work: Work) throws {
        let place = try get(slug, in: work)
        let sale = try work.transaction.first(
            "SELECT id FROM sale WHERE place = $place LIMIT 1",
            ["place": .text(slug)]
        )
        guard sale == nil else {
            throw CoordinatorError(
                .conflict,
                "\(slug) has sales that the books name; close it with \"open\": false instead."
            )
        }
        for table in ["selection", "selection_picture", "lane_stock"] {
            _ = try work.transaction.execute("DELETE FROM \(table) WHERE place = $place", ["place": .text(slug)])
        }
        _ = try work.transaction.execute("DELETE FROM place WHERE slug = $slug", ["slug": .text(slug)])
        try EventLog.append(
            .placeChanged,
            subject: slug,
            owner: place.owner,
            data: ["removed": "true", "by": by],
            in: work
        )
    }

    private struct PlaceEvent: Encodable {
        let by: String
        let name: String
        let selections: [Place.Selection]
    }

    private static func insert(_ selection: Place.Selection, position: Int, place: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO selection (place, id, name, lane, price_minor, position)
            VALUES ($place, $id, $name, $lane, $price, $position)
            """,
            [
                "place": .text(place), "id": .text(selection.id), "name": .text(selection.name),
                "lane": .text(selection.lane), "price": .integer(selection.priceMinor ?? 0),
                "position": .integer(Int64(position)),
            ]
        )
    }

    private static func place(of row: DatabaseRow, in work: Work) throws -> Place {
        let slug = try row.text("slug")
        let selections = try work.transaction.rows(
            "SELECT * FROM selection WHERE place = $place ORDER BY position",
            ["place": .text(slug)]
        ).map { row in
            Place.Selection(
                id: try row.text("id"),
                name: try row.text("name"),
                lane: try row.text("lane"),
                price: String(try row.int64("price_minor"))
            )
        }
        return Place(
            slug: slug,
            name: try row.text("name"),
            owner: try row.text("owner"),
            machine: try row.optionalText("machine"),
            isOpen: try row.int64("open") == 1,
            selections: selections
        )
    }
}
