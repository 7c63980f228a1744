import Database
import Protocol

/// The logins: rows of the table `web_session`. Only a digest of the cookie is kept.
package struct SessionBook: Sendable {
    /// How long a session lasts.
    package let rule: SessionRule

    /// Makes the book.
    package init(rule: SessionRule = SessionRule()) { self.rule = rule }

    /// Starts a session and forgets those that ended.
    /// - Returns: the cookie's secret; it can't be shown again.
    package func start(_ caller: Caller, in work: Work) throws -> String {
        let secret = Base64URL.encode(work.ids.randomBytes(32))
        _ = try work.transaction.execute(
            "DELETE FROM web_session WHERE expires_at <= $now",
            ["now": .integer(work.now.milliseconds)]
        )
        _ = try work.transaction.execute(
            """
            INSERT INTO web_session (digest, token, created_at, seen_at, expires_at)
            VALUES ($digest, $token, $at, $at, $end)
            """,
            [
                "digest": .text(PageSession.digest(of: secret)), "token": .text(caller.token),
                "at": .integer(work.now.milliseconds), "end": .integer(rule.end(from: work.now).milliseconds),
            ]
        )
        try EventLog.append(
            .sessionStarted,
            subject: caller.token,
            owner: caller.owner,
            data: ["by": caller.name],
            in: work
        )
        return secret
    }

    /// The session of a cookie, and whether its last use has to be written. Nil when it ended, was idle for too long or
    /// its token was revoked.
    package func find(_ secret: String, in work: Work) throws -> (session: PageSession, touch: Bool)? {
        let row = try work.transaction.first(
            """
            SELECT s.seen_at AS seen_at, s.expires_at AS expires_at, s.notice AS notice, t.id AS token,
                t.name AS name, t.owner AS owner, t.scopes AS scopes
            FROM web_session s JOIN api_token t ON t.id = s.token
            WHERE s.digest = $digest AND t.revoked_at IS NULL
            """,
            ["digest": .text(PageSession.digest(of: secret))]
        )
        guard let row else { return nil }
        let seen = Moment(milliseconds: try row.int64("seen_at"))
        let end = Moment(milliseconds: try row.int64("expires_at"))
        guard rule.holds(seenAt: seen, expiresAt: end, now: work.now) else { return nil }
        let caller = Caller(
            token: try row.text("token"),
            name: try row.text("name"),
            owner: try row.text("owner"),
            scopes: TokenBook.scopes(try row.text("scopes"))
        )
        let session = PageSession(secret: secret, caller: caller, notice: try row.optionalText("notice"))
        return (session, rule.isTouchDue(seenAt: seen, now: work.now))
    }

    /// Writes that the session was used now.
    package func touch(_ session: PageSession, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE web_session SET seen_at = $at WHERE digest = $digest",
            ["at": .integer(work.now.milliseconds), "digest": .text(session.digest)]
        )
    }

    /// Keeps what the next page shows once, or forgets it.
    package func setNotice(_ notice: String?, of session: PageSession, in work: Work) throws {
        _ = try work.transaction.execute(
            "UPDATE web_session SET notice = $notice WHERE digest = $digest",
            ["notice": .text(notice), "digest": .text(session.digest)]
        )
    }

    /// Ends a session.
    package func end(_ session: PageSession, in work: Work) throws {
        let ended = try work.transaction.execute(
            "DELETE FROM web_session WHERE digest = $digest",
            ["digest": .text(session.digest)]
        )
        guard ended > 0 else { return }
        try EventLog.append(
            .sessionEnded,
            subject: session.caller.token,
            owner: session.caller.owner,
            data: ["by": session.caller.name],
            in: work
        )
    }

    /// Takes note of a wrong login. Nobody knows who it was, so only the address is told.
    package func refused(address: String, in work: Work) throws {
        try EventLog.append(
            .loginRefused,
            subject: "login",
            owner: Owner.operator,
            data: ["by": address],
            in: work
        )
    }
}
