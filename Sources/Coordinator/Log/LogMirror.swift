import Database
import Passport

/// The leaves that have a place, as the database has them: the mirror of the files.
enum LogMirror {
    /// Leaves per read or write.
    static let pageRows = 4_096

    /// One leaf of the mirror.
    struct Leaf: Sendable {
        let entry: [UInt8]
        let hash: TreeHash
    }

    /// The leaves from a place on, at most a page.
    static func leaves(from place: UInt64, below end: UInt64, in work: Work) throws -> [Leaf] {
        try work.transaction.rows(
            "SELECT entry, hash FROM log_leaf WHERE place >= $from AND place < $end ORDER BY place LIMIT $limit",
            [
                "from": .integer(Int64(place)), "end": .integer(Int64(end)), "limit": .integer(Int64(pageRows)),
            ]
        ).map { Leaf(entry: try $0.blob("entry"), hash: try LogBook.hash($0)) }
    }

    /// The leaves that wait for a place, the oldest first and at most so many, and the number of the last of them.
    static func pending(limit: Int, in work: Work) throws -> (leaves: [Leaf], last: Int64)? {
        let rows = try work.transaction.rows(
            "SELECT number, entry, hash FROM pending_leaf ORDER BY number LIMIT $limit",
            ["limit": .integer(Int64(limit))]
        )
        guard let last = rows.last else { return nil }
        let leaves = try rows.map { row in
            let leaf = Leaf(entry: try row.blob("entry"), hash: try LogBook.hash(row))
            guard TreeHash.leaf(leaf.entry) == leaf.hash else {
                throw CoordinatorError(.unexpected, "A leaf that waits for its place was changed; check the disk.")
            }
            return leaf
        }
        return (leaves, try last.int64("number"))
    }

    /// Gives the pending leaves up to a number their places behind the head, and puts the new head in its place.
    static func place(through last: Int64, count: Int, onto before: LogHead, head: LogHead, in work: Work) throws {
        let placed = try work.transaction.execute(
            """
            INSERT INTO log_leaf (place, subject, sequence, entry, hash)
            SELECT $size + row_number() OVER (ORDER BY number) - 1, subject, sequence, entry, hash
                FROM pending_leaf WHERE number <= $last
            """,
            ["size": .integer(Int64(before.size)), "last": .integer(last)]
        )
        guard placed == count else {
            throw CoordinatorError(.conflict, "Other leaves wait for their places than were counted; trying again.")
        }
        _ = try work.transaction.execute("DELETE FROM pending_leaf WHERE number <= $last", ["last": .integer(last)])
        try head.replace(size: before.size, in: work)
    }

    /// Stores entries that the files have. The head is not moved, so nobody counts them yet.
    static func store(_ entries: [[UInt8]], from place: UInt64, in work: Work) throws {
        for (offset, entry) in entries.enumerated() {
            let leaf = try LogLeaf(bytes: entry)
            _ = try work.transaction.execute(
                """
                INSERT INTO log_leaf (place, subject, sequence, entry, hash)
                VALUES ($place, $subject, $sequence, $entry, $hash)
                ON CONFLICT (place) DO UPDATE SET subject = $subject, sequence = $sequence, entry = $entry, hash = $hash
                """,
                [
                    "place": .integer(Int64(place) + Int64(offset)), "subject": .text(leaf.subject),
                    "sequence": .integer(leaf.sequence), "entry": .blob(entry),
                    "hash": .blob(TreeHash.leaf(entry).bytes),
                ]
            )
        }
    }

    /// Pending leaves that the files turned out to have go; those whose numbers the files gave to others are numbered
    /// anew behind them. Nobody has seen a pending leaf.
    static func settlePending(in work: Work) throws {
        _ = try work.transaction.execute(
            """
            DELETE FROM pending_leaf WHERE EXISTS (
                SELECT 1 FROM log_leaf l WHERE l.subject = pending_leaf.subject
                    AND l.sequence = pending_leaf.sequence AND l.hash = pending_leaf.hash
            )
            """
        )
        let subjects = try work.transaction.rows(
            """
            SELECT DISTINCT p.subject FROM pending_leaf p JOIN log_leaf l USING (subject, sequence) ORDER BY p.subject
            """
        ).map { try $0.text("subject") }
        for subject in subjects {
            let leaves = try work.transaction.rows(
                "SELECT entry FROM pending_leaf WHERE subject = $subject ORDER BY sequence",
                ["subject": .text(subject)]
            ).map { try LogLeaf(bytes: $0.blob("entry")) }
            _ = try work.transaction.execute(
                "DELETE FROM pending_leaf WHERE subject = $subject",
                ["subject": .text(subject)]
            )
            for leaf in leaves {
                let next = LogLeaf(
                    leaf.kind,
                    of: subject,
                    after: try LogBook.last(of: subject, in: work),
                    milliseconds: leaf.milliseconds,
                    actor: leaf.actor,
                    hashes: leaf.hashes
                )
                try LogBook.enter(next, in: work)
            }
        }
    }
}
