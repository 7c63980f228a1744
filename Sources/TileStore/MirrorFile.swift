package import Passport
import SQLite

/// The mirror of the log in a coordinator's database. Every call blocks.
package final class MirrorFile {
    private let connection: Connection
    /// Whether a coordinator may be writing it: rows come, and what is there stays.
    package let isLive: Bool

    /// Leaves per read or write.
    private static let pageRows = 4_096

    /// The head as the database has it.
    package struct Head: Sendable {
        /// How many leaves have a place.
        package let size: UInt64
        /// The root over them.
        package let root: TreeHash?
        /// The signed checkpoint; empty when there is none.
        package let note: String
    }

    /// One row.
    package struct Row: Sendable {
        /// Its place.
        package let place: UInt64
        /// Its subject.
        package let subject: String
        /// Its number.
        package let sequence: Int64
        /// The entry.
        package let entry: [UInt8]
        /// What stands in the column of its hash.
        package let hash: [UInt8]
    }

    /// Opens the database of a state folder, and keeps coordinators from starting on it meanwhile.
    /// - Throws: `inUse` when one runs, `missing`, `damaged`.
    package init(stateFolder: String) throws(TileStoreError) {
        do {
            connection = try Connection(
                path: "\(stateFolder)/coordinator.sqlite",
                configuration: ConnectionConfiguration(mode: .readWrite, lock: .process)
            )
            isLive = false
        } catch {
            let isLocked = error.code == .locked
            throw TileStoreError(
                isLocked ? .inUse : error.meansDamagedFile ? .damaged : .missing,
                isLocked
                    ? "A coordinator runs on \(stateFolder); stop it first."
                    : "The database of \(stateFolder) can't be opened; is it a state folder?",
                cause: error.description
            )
        }
    }

    /// Opens the database of a state folder for reading, while a coordinator runs on it.
    /// - Throws: `missing` or `damaged`.
    package init(liveStateFolder stateFolder: String) throws(TileStoreError) {
        do {
            connection = try Connection(
                path: "\(stateFolder)/coordinator.sqlite",
                configuration: ConnectionConfiguration(mode: .readOnly)
            )
            isLive = true
        } catch {
            throw TileStoreError(
                error.meansDamagedFile ? .damaged : .missing,
                "The database of \(stateFolder) can't be read; is it a state folder?",
                cause: error.description
            )
        }
    }

    /// The head.
    package func head() throws(TileStoreError) -> Head {
        let head = try asking { () throws(SQLiteError) in
            try connection.first("SELECT size, root, note FROM log_head") { row throws(SQLiteError) in
                Head(
                    size: UInt64(try row.integer("size")),
                    root: TreeHash(try row.blob("root")),
                    note: try row.text("note")
                )
            }
        }
        guard let head else { throw TileStoreError(.damaged, "The database has no head of the log.") }
        return head
    }

    /// The rows of places from `first` on, at most `limit`.
    package func rows(from first: UInt64, limit: Int) throws(TileStoreError) -> [Row] {
        try asking { () throws(SQLiteError) in
            try connection.all(
                """
                SELECT place, subject, sequence, entry, hash FROM log_leaf WHERE place >= $first
                ORDER BY place LIMIT $limit
                """,
                ["first": .integer(Int64(first)), "limit": .integer(Int64(limit))]
            ) { row throws(SQLiteError) in
                Row(
                    place: UInt64(try row.integer("place")),
                    subject: try row.text("subject"),
                    sequence: try row.integer("sequence"),
                    entry: try row.blob("entry"),
                    hash: try row.blob("hash")
                )
            }
        }
    }

    /// Puts entries in the place of the rows of the same places and removes the rows that say they are the same leaves.
    /// `head` takes the place of the head when the mirror had less. All of it happens, or nothing.
    package func replace(
        _ head: Head,
        entries: (_ place: UInt64) throws(TileStoreError) -> [[UInt8]],
        below end: UInt64
    ) throws {
        try connection.transaction(.immediate) {
            // A row that was changed may have the subject and number of another one: all go before any comes.
            try connection.run("DELETE FROM log_leaf WHERE place < $end", ["end": .integer(Int64(end))])
            var place: UInt64 = 0
            while place < end {
                for entry in try entries(place) {
                    let leaf = try LogLeaf(bytes: entry)
                    try connection.run(
                        """
                        INSERT INTO log_leaf (place, subject, sequence, entry, hash)
                        VALUES ($place, $subject, $sequence, $entry, $hash)
                        """,
                        [
                            "place": .integer(Int64(place)), "subject": .text(leaf.subject),
                            "sequence": .integer(leaf.sequence), "entry": .blob(entry),
                            "hash": .blob(TreeHash.leaf(entry).bytes),
                        ]
                    )
                    place += 1
                }
            }
            guard let root = head.root else { return }
            try connection.run(
                "UPDATE log_head SET size = $size, root = $root, note = $note, published = $published",
                [
                    "size": .integer(Int64(head.size)), "root": .blob(root.bytes), "note": .text(head.note),
                    "published": .integer(Int64(end)),
                ]
            )
        }
    }

    private func asking<Value>(_ body: () throws(SQLiteError) -> Value) throws(TileStoreError) -> Value {
        do {
            return try body()
        } catch {
            throw TileStoreError(.damaged, "The database can't be read.", cause: error.description)
        }
    }
}
