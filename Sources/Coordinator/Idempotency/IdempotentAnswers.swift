import Database
import Protocol

/// The answers that creates are repeated with, sealed, for a day.
enum IdempotentAnswers {
    /// Expired rows that one create clears away.
    private static let clearedAtOnce: Int64 = 100

    /// What the key made before, nil when it is new or forgotten.
    /// - Throws: `keyReused` when it was used for another request.
    static func find(_ request: IdempotentRequest, in work: Work) throws -> Created? {
        let row = try work.transaction.first(
            """
            SELECT request_hash, answer FROM idempotent_answer
            WHERE caller = $caller AND key_digest = $key AND created_at >= $oldest
            """,
            [
                "caller": .text(request.caller), "key": .text(request.keyDigest),
                "oldest": .integer(oldest(work.now)),
            ]
        )
        guard let row else { return nil }
        guard try row.text("request_hash") == request.requestHash else { throw IdempotencyKey.reused }
        return try StrictJSON.decode(Created.self, from: request.open(try row.blob("answer")), maximumBytes: 1 << 20)
    }

    /// Keeps what the key made, and clears away what is forgotten.
    static func keep(_ created: Created, for request: IdempotentRequest, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            DELETE FROM idempotent_answer WHERE (caller, key_digest) IN (
                SELECT caller, key_digest FROM idempotent_answer WHERE created_at < $oldest LIMIT $most)
            """,
            ["oldest": .integer(oldest(work.now)), "most": .integer(clearedAtOnce)]
        )
        let sealed = try request.seal(try StrictJSON.encode(created), nonce: work.ids.randomBytes(12))
        _ = try work.transaction.execute(
            """
            INSERT INTO idempotent_answer (caller, key_digest, request_hash, answer, created_at)
            VALUES ($caller, $key, $hash, $answer, $at)
            ON CONFLICT (caller, key_digest) DO UPDATE SET request_hash = $hash, answer = $answer, created_at = $at
            """,
            [
                "caller": .text(request.caller), "key": .text(request.keyDigest),
                "hash": .text(request.requestHash), "answer": .blob(sealed), "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// The time before which keys are forgotten.
    static func oldest(_ now: Moment) -> Int64 {
        now.adding(seconds: -IdempotentRequest.rememberedSeconds).milliseconds
    }
}
