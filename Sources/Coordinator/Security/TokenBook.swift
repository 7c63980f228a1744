import Database
import Protocol

/// The bearer tokens of operators. Only a digest is kept: 32 random bytes need no slow hash.
package struct TokenBook: Sendable {
    /// Makes the book.
    package init() {}

    /// Makes a token and returns it; it can't be shown again.
    /// - Parameter by: who makes it.
    package func make(
        name: String,
        owner: String,
        scopes: Set<Scope>,
        by: String = "coordinator",
        in work: Work
    ) throws -> String {
        let token = Self.freshText(work.ids)
        try add(token, name: name, owner: owner, scopes: scopes, by: by, in: work)
        return token
    }

    /// A new token's text.
    package static func freshText(_ ids: any IdentifierSource) -> String {
        "mm_" + Base64URL.encode(ids.randomBytes(32))
    }

    /// Takes in a token whose text is already kept elsewhere.
    /// - Parameter by: who makes it; the coordinator itself makes the first one.
    /// - Returns: its id.
    @discardableResult
    package func add(
        _ token: String,
        name: String,
        owner: String,
        scopes: Set<Scope>,
        by: String = "coordinator",
        in work: Work
    ) throws -> String {
        let id = work.ids.identifier(at: work.now)
        _ = try work.transaction.execute(
            """
            INSERT INTO api_token (id, digest, name, owner, scopes, created_at)
            VALUES ($id, $digest, $name, $owner, $scopes, $at)
            """,
            [
                "id": .text(id), "digest": .text(Fingerprint.sha256(Array(token.utf8))), "name": .text(name),
                "owner": .text(owner), "scopes": .text(Self.column(scopes)),
                "at": .integer(work.now.milliseconds),
            ]
        )
        try EventLog.append(
            .tokenMade,
            subject: id,
            owner: owner,
            data: ["name": name, "scopes": Self.column(scopes), "by": by],
            in: work
        )
        return id
    }

    /// Whether there is any token yet.
    package func isEmpty(in work: Work) throws -> Bool {
        try work.transaction.first("SELECT id FROM api_token LIMIT 1", [:]) == nil
    }

    /// Who has this token; nil when it is unknown or revoked. A scope that this program no longer knows is left out.
    package func caller(of token: String, in work: Work) throws -> Caller? {
        let row = try work.transaction.first(
            "SELECT id, name, owner, scopes, used_at FROM api_token WHERE digest = $digest AND revoked_at IS NULL",
            ["digest": .text(Fingerprint.sha256(Array(token.utf8)))]
        )
        guard let row else { return nil }
        return Caller(
            token: try row.text("id"),
            name: try row.text("name"),
            owner: try row.text("owner"),
            scopes: Self.scopes(try row.text("scopes")),
            usedAt: try row.optionalInt64("used_at")
        )
    }
}
