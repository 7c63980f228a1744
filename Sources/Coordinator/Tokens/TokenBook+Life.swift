import Database
import Protocol

extension TokenBook {
    private static let cursors = PageCursor(list: "tokens")
    private static let dayMilliseconds: Int64 = 86_400_000
    /// How every scope is written, those of later versions too.
    private static let everything = "*"

    /// The scopes in a column. One that this program no longer knows is left out.
    static func scopes(_ column: String) -> Set<Scope> {
        if column == everything { return Set(Scope.allCases) }
        return Set(column.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    }

    /// The column of these scopes.
    static func column(_ scopes: Set<Scope>) -> String {
        if scopes == Set(Scope.allCases) { return everything }
        return scopes.map(\.rawValue).sorted().joined(separator: " ")
    }

    /// The tokens that are not revoked, newest first.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package func page(cursor: String?, limit: Int, in work: Work) throws -> ListPage<TokenRecord> {
        let before = try Self.cursors.position(cursor, parts: 1)?.first
        let rows = try work.transaction.rows(
            """
            SELECT * FROM api_token WHERE revoked_at IS NULL AND ($before IS NULL OR id < $before)
            ORDER BY id DESC LIMIT $limit
            """,
            ["before": .text(before), "limit": .integer(Int64(limit) + 1)]
        ).map(TokenRecord.init(row:))
        return ListPage(rows, limit: limit) { Self.cursors.text(after: [$0.id]) }
    }

    /// The token, unless it is revoked.
    /// - Throws: `notFound`.
    package func get(_ id: String, in work: Work) throws -> TokenRecord {
        let row = try work.transaction.first(
            "SELECT * FROM api_token WHERE id = $id AND revoked_at IS NULL",
            ["id": .text(id)]
        )
        guard let row else {
            throw CoordinatorError(.notFound, "There is no token \(id.prefix(40)); see GET /v1/tokens.")
        }
        return try TokenRecord(row: row)
    }

    /// Makes a token for somebody else, with no scope that its maker lacks.
    /// - Returns: the token, and its text, which can't be shown again.
    /// - Throws: `forbidden` when a scope is more than the maker has.
    package func make(
        name: String,
        scopes: Set<Scope>,
        by caller: Caller,
        in work: Work
    ) throws -> (record: TokenRecord, text: String) {
        let lacking = scopes.subtracting(caller.scopes).map(\.rawValue).sorted()
        guard lacking.isEmpty else {
            throw CoordinatorError(
                .forbidden,
                "The token \"\(caller.name)\" can't give what it lacks: \(lacking.joined(separator: ", "))."
            )
        }
        let text = Self.freshText(work.ids)
        let id = try add(text, name: name, owner: caller.owner, scopes: scopes, by: caller.name, in: work)
        return (try get(id, in: work), text)
    }

    /// Revokes a token; from the commit on it opens nothing.
    /// - Throws: `notFound`, or `conflict` when it is the last one that may do everything.
    package func revoke(_ id: String, by caller: Caller, in work: Work) throws {
        let token = try get(id, in: work)
        if token.scopes.count == Scope.allCases.count {
            let others = try work.transaction.rows(
                "SELECT scopes FROM api_token WHERE revoked_at IS NULL AND id <> $id",
                ["id": .text(id)]
            )
            guard try others.contains(where: { try Self.scopes($0.text("scopes")).count == Scope.allCases.count })
            else {
                throw CoordinatorError(
                    .conflict,
                    "\"\(token.name)\" is the last token with every scope; make another one first."
                )
            }
        }
        _ = try work.transaction.execute(
            "UPDATE api_token SET revoked_at = $at WHERE id = $id",
            ["at": .integer(work.now.milliseconds), "id": .text(id)]
        )
        try EventLog.append(
            .tokenRevoked,
            subject: id,
            owner: token.owner,
            data: ["name": token.name, "by": caller.name],
            in: work
        )
    }

    /// Notes the day on which a token was used.
    package func noteUse(of caller: Caller, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE api_token SET used_at = $day WHERE id = $id",
            ["day": .integer(Self.day(of: work.now)), "id": .text(caller.token)]
        )
    }

    /// Whether the day of `moment` is still to be noted for a token.
    package func isUnseen(_ caller: Caller, at moment: Moment) -> Bool { caller.usedAt != Self.day(of: moment) }

    private static func day(of moment: Moment) -> Int64 {
        moment.milliseconds / dayMilliseconds * dayMilliseconds
    }
}
