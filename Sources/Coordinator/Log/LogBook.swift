import Database
package import Passport

/// The leaves of the log: entered in the transaction of what they tell, found again by their subject. `LogSequencer`
/// gives them their places.
package enum LogBook {
    /// Enters the next leaf of a subject. It is in the log only when it is published: ask `isPublished` before anything
    /// is handed out that depends on it.
    /// - Parameters:
    ///   - kind: what happened.
    ///   - subject: to what: the `logSubject` of a product, or the name of a block.
    ///   - actor: who says so.
    ///   - hashes: the hashes of what happened, by what they are of. Nothing personal goes in but with a salt.
    /// - Returns: the leaf, with its number and the hash of the one before.
    /// - Throws: `invalid` when it can't be written, `limit` when it is too long, or what the database throws.
    @discardableResult
    package static func append(
        _ kind: LogLeaf.Kind,
        of subject: String,
        actor: String,
        hashes: [String: String],
        in work: Work
    ) throws -> LogLeaf {
        let leaf = LogLeaf(
            kind,
            of: subject,
            after: try last(of: subject, in: work),
            milliseconds: work.now.milliseconds,
            actor: actor,
            hashes: hashes
        )
        try enter(leaf, in: work)
        work.notes.notify(work.leaves)
        return leaf
    }

    /// Whether the files of the log show a leaf under a published checkpoint.
    package static func isPublished(_ subject: String, sequence: Int64, in work: Work) throws -> Bool {
        let row = try work.transaction.first(
            """
            SELECT 1 AS found FROM log_leaf WHERE subject = $subject AND sequence = $sequence
                AND place < (SELECT published FROM log_head)
            """,
            ["subject": .text(subject), "sequence": .integer(sequence)]
        )
        return row != nil
    }

    /// A leaf; nil when there is none.
    package static func leaf(_ subject: String, sequence: Int64, in work: Work) throws -> LeafStanding? {
        try history(of: subject, after: sequence - 1, limit: 1, in: work).first { $0.leaf.sequence == sequence }
    }

    /// The newest leaf of a subject; nil when it has none.
    static func newest(of subject: String, in work: Work) throws -> LeafStanding? {
        guard let last = try last(of: subject, in: work) else { return nil }
        return try leaf(subject, sequence: last.sequence, in: work)
    }

    /// The leaves of a subject in their order.
    /// - Parameters:
    ///   - after: the number of the leaf before the first; -1 for all.
    ///   - limit: how many at most.
    package static func history(
        of subject: String,
        after: Int64 = -1,
        limit: Int,
        in work: Work
    ) throws -> [LeafStanding] {
        // What is pending always comes behind what has a place.
        try work.transaction.rows(
            """
            SELECT place, sequence, entry, hash, place < (SELECT published FROM log_head) AS is_published
                FROM log_leaf WHERE subject = $subject AND sequence > $after
            UNION ALL
            SELECT NULL, sequence, entry, hash, 0 FROM pending_leaf WHERE subject = $subject AND sequence > $after
            ORDER BY sequence LIMIT $limit
            """,
            ["subject": .text(subject), "after": .integer(after), "limit": .integer(Int64(limit))]
        ).map(standing)
    }

    /// Stores a leaf among those that wait for a place.
    static func enter(_ leaf: LogLeaf, in work: Work) throws {
        let entry: [UInt8]
        do {
            entry = try leaf.bytes()
        } catch {
            throw CoordinatorError(.invalid, "The log takes no such leaf: \(error.message)", cause: error.cause)
        }
        guard entry.count <= EntryBundle.maximumEntryBytes else {
            throw CoordinatorError(
                .limit,
                "A leaf of \(leaf.subject.prefix(80)) has \(entry.count) bytes, and the log takes "
                    + "\(EntryBundle.maximumEntryBytes); log the hash of a document that lists its hashes."
            )
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO pending_leaf (subject, sequence, entry, hash) VALUES ($subject, $sequence, $entry, $hash)
            """,
            [
                "subject": .text(leaf.subject), "sequence": .integer(leaf.sequence), "entry": .blob(entry),
                "hash": .blob(TreeHash.leaf(entry).bytes),
            ]
        )
    }

    /// The number and the hash of a subject's newest leaf.
    static func last(of subject: String, in work: Work) throws -> (sequence: Int64, hash: TreeHash)? {
        for table in ["pending_leaf", "log_leaf"] {
            let row = try work.transaction.first(
                "SELECT sequence, hash FROM \(table) WHERE subject = $subject ORDER BY sequence DESC LIMIT 1",
                ["subject": .text(subject)]
            )
            if let row { return (try row.int64("sequence"), try hash(row)) }
        }
        return nil
    }

    /// The hash that a row of the mirror has.
    static func hash(_ row: DatabaseRow) throws -> TreeHash {
        guard let hash = TreeHash(try row.blob("hash")) else {
            throw CoordinatorError(.unexpected, "A leaf of the mirror has no hash; run `mintmark log fsck`.")
        }
        return hash
    }

    private static func standing(_ row: DatabaseRow) throws -> LeafStanding {
        let place = try row.optionalInt64("place").map(UInt64.init)
        let isPublished = try row.boolean("is_published")
        return LeafStanding(
            leaf: try LogLeaf(bytes: row.blob("entry")),
            hash: try hash(row),
            progress: place.map { isPublished ? .published($0) : .placed($0) } ?? .pending
        )
    }
}
