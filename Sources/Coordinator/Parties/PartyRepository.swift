import Database
import Passport

/// Reads and changes the table `party`.
package enum PartyRepository {
    private static let cursors = PageCursor(list: "parties")

    /// The party.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> Party {
        let row = try work.transaction.first("SELECT * FROM party WHERE id = $id", ["id": .text(id)])
        guard let row else {
            throw CoordinatorError(.notFound, "There is no party \(id.prefix(60)); make it with PUT /v1/parties/…")
        }
        return try Party(row: row)
    }

    /// Who signs with a key, unless it was revoked.
    package static func find(key: String, in work: Work) throws -> Party? {
        try work.transaction.first(
            "SELECT * FROM party WHERE key = $key AND revoked_at IS NULL",
            ["key": .text(key)]
        ).map(Party.init)
    }

    /// A page of the parties by id, also those that were revoked.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(cursor: String?, limit: Int, in work: Work) throws -> ListPage<Party> {
        let rows = try work.transaction.rows(
            "SELECT * FROM party WHERE id > $after ORDER BY id LIMIT $limit",
            [
                "after": .text(try cursors.position(cursor, parts: 1)?.first ?? ""),
                "limit": .integer(Int64(limit) + 1),
            ]
        ).map(Party.init)
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.id]) }
    }

    /// Makes a party, or changes what it may do; one that was revoked may do it again.
    /// - Throws: `invalid`, or `conflict` when the key is another one's.
    package static func put(_ change: PartyChange, id: String, caller: Caller, in work: Work) throws -> Party {
        try change.check()
        let other = try work.transaction.first(
            "SELECT id FROM party WHERE key = $key AND id <> $id",
            ["key": .text(change.key), "id": .text(id)]
        )
        if let other {
            throw CoordinatorError(
                .conflict,
                "The key is that of \(try other.text("id")); every party has its own."
            )
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO party (id, owner, name, key, may_enter, elements, created_at, changed_at)
            VALUES ($id, $owner, $name, $key, $kinds, $elements, $at, $at)
            ON CONFLICT (id) DO UPDATE SET name = $name, key = $key, may_enter = $kinds, elements = $elements,
                revoked_at = NULL, changed_at = $at
            """,
            [
                "id": .text(id), "owner": .text(caller.owner), "name": .text(change.name), "key": .text(change.key),
                "kinds": .text(lines(change.mayEnter)), "elements": .text(lines(change.elements ?? [])),
                "at": .integer(work.now.milliseconds),
            ]
        )
        let party = try get(id, in: work)
        try EventLog.append(
            .partyChanged,
            subject: id,
            owner: party.owner,
            data: ["by": caller.name, "key": party.key, "mayEnter": change.mayEnter.joined(separator: " ")],
            in: work
        )
        return party
    }

    /// From now on nothing that its key signs is taken. What was entered stays.
    /// - Throws: `notFound`.
    package static func revoke(_ id: String, by caller: Caller, in work: Work) throws {
        let party = try get(id, in: work)
        guard party.revokedAt == nil else { return }
        _ = try work.transaction.execute(
            "UPDATE party SET revoked_at = $at, changed_at = $at WHERE id = $id",
            ["id": .text(id), "at": .integer(work.now.milliseconds)]
        )
        try EventLog.append(
            .partyRevoked,
            subject: id,
            owner: party.owner,
            data: ["by": caller.name, "key": party.key],
            in: work
        )
    }

    private static func lines(_ texts: [String]) -> String { Set(texts).sorted().joined(separator: "\n") }
}
