import Database
import Passport

/// Reads and changes the table `delegation`.
package enum DelegationRepository {
    /// Most company prefixes that are handed over.
    package static let most: Int64 = 10_000
    private static let cursors = PageCursor(list: "delegations")

    /// A page of them by prefix.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(owner: String, cursor: String?, limit: Int, in work: Work) throws -> ListPage<Delegation> {
        let rows = try work.transaction.rows(
            """
            SELECT * FROM delegation WHERE prefix > $after AND (owner = $owner OR $owner = $operator)
            ORDER BY prefix LIMIT $limit
            """,
            [
                "after": .text(try cursors.position(cursor, parts: 1)?.first ?? ""), "owner": .text(owner),
                "operator": .text(Owner.operator), "limit": .integer(Int64(limit) + 1),
            ]
        ).map { try Delegation(row: $0) }
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.prefix]) }
    }

    /// The delegation of an id.
    /// - Throws: `notFound`, also when it is not `owner`'s to see.
    package static func get(_ id: String, owner: String, in work: Work) throws -> Delegation {
        let row = try work.transaction.first("SELECT * FROM delegation WHERE id = $id", ["id": .text(id)])
        guard let found = try row.map({ try Delegation(row: $0) }), LinkRepository.may(owner, see: found.owner) else {
            throw CoordinatorError(.notFound, "There is no delegation \(id.prefix(60)); see GET /v1/delegations.")
        }
        return found
    }

    /// Hands a prefix over.
    /// - Throws: `conflict` when it is already, or there are too many; `invalid` for a wrong root.
    package static func create(prefix: String, resolver: String, caller: Caller, in work: Work) throws -> Delegation {
        let root = try root(resolver)
        let known = try work.transaction.first(
            "SELECT id FROM delegation WHERE prefix = $prefix",
            ["prefix": .text(prefix)]
        )
        guard known == nil else {
            throw CoordinatorError(.conflict, "The company prefix \(prefix) is handed over already; change that.")
        }
        let count = try work.transaction.first("SELECT count(*) AS total FROM delegation")?.int64("total") ?? 0
        guard count < most else {
            throw CoordinatorError(.conflict, "There are \(most) delegations already; remove one first.")
        }
        let id = work.ids.identifier(at: work.now)
        _ = try work.transaction.execute(
            """
            INSERT INTO delegation (id, prefix, owner, resolver, created_at, changed_at)
            VALUES ($id, $prefix, $owner, $resolver, $at, $at)
            """,
            [
                "id": .text(id), "prefix": .text(prefix), "owner": .text(caller.owner), "resolver": .text(root),
                "at": .integer(work.now.milliseconds),
            ]
        )
        return try note(.delegationMade, try get(id, owner: caller.owner, in: work), caller, in: work)
    }

    /// Hands a prefix to another resolver.
    /// - Throws: `notFound`, or `invalid` for a wrong root.
    package static func change(_ id: String, resolver: String, caller: Caller, in work: Work) throws -> Delegation {
        _ = try get(id, owner: caller.owner, in: work)
        _ = try work.transaction.execute(
            "UPDATE delegation SET resolver = $resolver, changed_at = $at WHERE id = $id",
            ["resolver": .text(try root(resolver)), "at": .integer(work.now.milliseconds), "id": .text(id)]
        )
        return try note(.delegationChanged, try get(id, owner: caller.owner, in: work), caller, in: work)
    }

    /// Takes a prefix back: this resolver answers for it again.
    /// - Throws: `notFound`.
    package static func remove(_ id: String, caller: Caller, in work: Work) throws {
        let delegation = try get(id, owner: caller.owner, in: work)
        _ = try work.transaction.execute("DELETE FROM delegation WHERE id = $id", ["id": .text(id)])
        _ = try note(.delegationRemoved, delegation, caller, in: work)
    }

    private static func note(
        _ kind: EventKind,
        _ delegation: Delegation,
        _ caller: Caller,
        in work: Work
    ) throws -> Delegation {
        try EventLog.append(
            kind,
            subject: delegation.prefix,
            owner: delegation.owner,
            data: ["by": caller.name, "resolver": delegation.resolver],
            in: work
        )
        return delegation
    }

    private static func root(_ text: String) throws(CoordinatorError) -> String {
        do {
            return try Resolver(root: text).root
        } catch {
            throw CoordinatorError(.invalid, error.message)
        }
    }
}
