import Database
package import Passport

/// Reads and changes the tables `link_set` and `link_set_version`. Nothing is ever overwritten: each change is one more
/// version, and removing is a version too.
package enum LinkRepository {
    /// The set of an id.
    /// - Throws: `notFound`, also when it was removed or is not `owner`'s to see.
    package static func get(_ id: String, owner: String, in work: Work) throws -> LinkSetRecord {
        let record = try any(id, owner: owner, in: work)
        guard !record.isRemoved else { throw missing(id) }
        return record
    }

    private static func any(_ id: String, owner: String, in work: Work) throws -> LinkSetRecord {
        let row = try work.transaction.first("SELECT * FROM link_set WHERE id = $id", ["id": .text(id)])
        guard let record = try row.map({ try LinkSetRecord(row: $0) }), may(owner, see: record.owner) else {
            throw missing(id)
        }
        return record
    }

    private static let cursors = PageCursor(list: "links")
    private static let versionCursors = PageCursor(list: "link-versions")

    /// A page of the sets by anchor.
    /// - Parameter anchor: only what this link names and what belongs to it; nil for everything.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(
        anchor: String?,
        owner: String,
        cursor: String?,
        limit: Int,
        in work: Work
    ) throws -> ListPage<LinkSetRecord> {
        let anchor = anchor ?? ""
        let rows = try work.transaction.rows(
            """
            SELECT * FROM link_set
            WHERE removed = 0 AND anchor > $after AND (owner = $owner OR $owner = $operator)
                AND ($anchor = '' OR anchor = $anchor OR (anchor > $anchor || '/' AND anchor < $anchor || '0'))
            ORDER BY anchor LIMIT $limit
            """,
            [
                "after": .text(try cursors.position(cursor, parts: 1)?.first ?? ""), "owner": .text(owner),
                "operator": .text(Owner.operator), "anchor": .text(anchor), "limit": .integer(Int64(limit) + 1),
            ]
        ).map { try LinkSetRecord(row: $0) }
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.set.anchor]) }
    }

    /// A page of the versions of a set, newest first; also of one that was removed.
    /// - Throws: `notFound`, or `invalid` for a cursor of another list.
    package static func versions(
        of id: String,
        owner: String,
        cursor: String?,
        limit: Int,
        in work: Work
    ) throws -> ListPage<LinkSetRecord> {
        _ = try any(id, owner: owner, in: work)
        let before = try versionCursors.position(cursor, parts: 1)?.first.flatMap(Int64.init)
        let rows = try work.transaction.rows(
            "\(versionRows) AND v.version < $before ORDER BY v.version DESC LIMIT $limit",
            ["id": .text(id), "before": .integer(before ?? .max), "limit": .integer(Int64(limit) + 1)]
        ).map { try LinkSetRecord(row: $0, changedBy: $0.text("changed_by")) }
        return ListPage(rows, limit: limit) { versionCursors.text(after: [String($0.version)]) }
    }

    /// One version of a set.
    /// - Throws: `notFound`.
    package static func version(
        _ version: Int64,
        of id: String,
        owner: String,
        in work: Work
    ) throws -> LinkSetRecord {
        _ = try any(id, owner: owner, in: work)
        let row = try work.transaction.first(
            "\(versionRows) AND v.version = $version",
            ["id": .text(id), "version": .integer(version)]
        )
        guard let row else { throw CoordinatorError(.notFound, "These links have no version \(version).") }
        return try LinkSetRecord(row: row, changedBy: row.text("changed_by"))
    }

    private static let versionRows = """
        SELECT s.id, s.anchor, s.owner, s.created_at, v.version, v.removed, v.description, v.links, v.changed_at,
            v.changed_by
        FROM link_set_version v JOIN link_set s ON s.id = v.link_set WHERE s.id = $id
        """

    /// Gives a product, a lot or a piece its links.
    /// - Throws: `conflict` when it has some or belongs to somebody else's, `invalid` without a default.
    package static func create(
        _ set: LinkSet,
        of link: DigitalLink,
        caller: Caller,
        in work: Work
    ) throws -> LinkSetRecord {
        try LinkSetRules.requireOwner(caller.owner, of: link, in: work)
        try LinkSetRules.requireDefault(set, of: link, in: work)
        let row = try work.transaction.first(
            "SELECT * FROM link_set WHERE anchor = $anchor",
            ["anchor": .text(set.anchor)]
        )
        guard let before = try row.map({ try LinkSetRecord(row: $0) }) else {
            let id = work.ids.identifier(at: work.now)
            _ = try work.transaction.execute(
                """
                INSERT INTO link_set (id, anchor, owner, version, removed, links, created_at, changed_at)
                VALUES ($id, $anchor, $owner, 0, 0, '', $at, $at)
                """,
                [
                    "id": .text(id), "anchor": .text(set.anchor), "owner": .text(caller.owner),
                    "at": .integer(work.now.milliseconds),
                ]
            )
            return try store(set, id: id, version: 1, .linksMade, caller, in: work)
        }
        guard before.isRemoved else {
            throw CoordinatorError(.conflict, "\(set.anchor) has links already; change them as /v1/links/\(before.id).")
        }
        return try store(set, id: before.id, version: before.version + 1, .linksMade, caller, in: work)
    }

    /// Replaces all links of a set.
    /// - Throws: `notFound`, `invalid` without a default, `conflict` when others need its default.
    package static func replace(
        _ id: String,
        caller: Caller,
        in work: Work,
        with set: (LinkSetRecord) throws -> LinkSet
    ) throws -> LinkSetRecord {
        let before = try get(id, owner: caller.owner, in: work)
        let changed = try set(before)
        let link = try LinkAnchor.of(before.set.anchor)
        try LinkSetRules.requireDefault(changed, of: link, in: work)
        if !changed.hasDefault { try LinkSetRules.requireNobodyNeeds(before.set, in: work) }
        return try store(changed, id: id, version: before.version + 1, .linksChanged, caller, in: work)
    }

    /// Removes a set; its versions stay.
    /// - Throws: `notFound`, or `conflict` when others need its default.
    package static func remove(_ id: String, caller: Caller, in work: Work) throws {
        let before = try get(id, owner: caller.owner, in: work)
        try LinkSetRules.requireNobodyNeeds(before.set, in: work)
        let empty = LinkSet(anchor: before.set.anchor, description: before.set.description, links: [])
        _ = try store(empty, id: id, version: before.version + 1, .linksRemoved, caller, in: work)
    }

    private static func store(
        _ set: LinkSet,
        id: String,
        version: Int64,
        _ kind: EventKind,
        _ caller: Caller,
        in work: Work
    ) throws -> LinkSetRecord {
        let values: [String: DatabaseValue] = [
            "id": .text(id), "version": .integer(version), "removed": .integer(kind == .linksRemoved ? 1 : 0),
            "description": set.description.map { .text($0) } ?? .null,
            "links": .text(try LinkSetRecord.text(set.links)),
            "at": .integer(work.now.milliseconds),
        ]
        _ = try work.transaction.execute(
            """
            UPDATE link_set SET version = $version, removed = $removed, description = $description, links = $links,
                changed_at = $at
            WHERE id = $id
            """,
            values
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO link_set_version (link_set, version, removed, description, links, changed_at, changed_by)
            VALUES ($id, $version, $removed, $description, $links, $at, $by)
            """,
            values.merging(["by": .text(caller.name)]) { own, _ in own }
        )
        let record = try any(id, owner: caller.owner, in: work)
        try EventLog.append(
            kind,
            subject: set.anchor,
            owner: record.owner,
            data: LinksEvent(by: caller.name, version: version, links: set.links),
            in: work
        )
        return record
    }

    private struct LinksEvent: Encodable {
        let by: String
        let version: Int64
        let links: [ProductLink]
    }

    static func may(_ owner: String, see other: String) -> Bool { owner == Owner.operator || owner == other }

    private static func missing(_ id: String) -> CoordinatorError {
        CoordinatorError(.notFound, "There are no links \(id.prefix(60)); see GET /v1/links.")
    }
}
