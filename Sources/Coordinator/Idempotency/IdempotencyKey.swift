import Database
import Faults

/// The `Idempotency-Key` of a create: the same key with the same request answers with what the first one made.
enum IdempotencyKey {
    /// Checks the header's text.
    /// - Throws: `invalid`.
    static func check(_ key: String) throws(CoordinatorError) {
        guard (8...HTTPLimits.idempotencyKeyCharacters).contains(key.utf8.count),
            key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw CoordinatorError(.invalid, "An Idempotency-Key has 8 to 100 visible characters; make a random one.")
        }
    }

    /// What the key made before, nil when it is new.
    /// - Throws: `keyReused` when it was used for another request.
    static func subject(of key: String, route: String, digest: String, in work: Work) throws -> String? {
        let row = try work.transaction.first(
            """
            SELECT request_hash, subject FROM idempotency
            WHERE route = $route AND key = $key AND created_at >= $oldest
            """,
            [
                "route": .text(route), "key": .text(key),
                "oldest": .integer(IdempotentAnswers.oldest(work.now)),
            ]
        )
        guard let row, !Mutant.orderKeysIgnored.isActive else { return nil }
        guard try row.text("request_hash") == digest else { throw reused }
        return try row.text("subject")
    }

    /// The key is known, and the request another one.
    static var reused: CoordinatorError {
        CoordinatorError(.keyReused, "This Idempotency-Key was used for another request; make a new one.")
    }

    /// Binds the key to what it made.
    static func bind(_ key: String, route: String, digest: String, subject: String, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO idempotency (route, key, request_hash, subject, created_at)
            VALUES ($route, $key, $hash, $subject, $at)
            ON CONFLICT (route, key) DO UPDATE SET request_hash = $hash, subject = $subject, created_at = $at
            """,
            [
                "route": .text(route), "key": .text(key), "hash": .text(digest), "subject": .text(subject),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }
}
