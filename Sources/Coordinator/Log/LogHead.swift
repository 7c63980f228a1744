import Database
package import Passport

/// The newest signed checkpoint, as the database has it.
package struct LogHead: Sendable, Equatable {
    /// How many leaves have a place.
    package var size: UInt64
    /// The root over them.
    package var root: TreeHash
    /// The signed checkpoint; empty in a database whose log never began.
    package var note: String
    /// How many leaves the published checkpoint has.
    package var published: UInt64
    /// The life of the database in which this was last known to be the newest checkpoint there is.
    package var generation: Int64

    /// Reads it.
    package static func read(in work: Work) throws -> LogHead {
        let row = try work.transaction.first("SELECT size, root, note, published, generation FROM log_head")
        guard let row, let root = TreeHash(try row.blob("root")) else {
            throw CoordinatorError(.unexpected, "The database has no head of the log; restore a backup.")
        }
        return LogHead(
            size: UInt64(try row.int64("size")),
            root: root,
            note: try row.text("note"),
            published: UInt64(try row.int64("published")),
            generation: try row.int64("generation")
        )
    }

    /// Puts a head in the place of the one of `size` leaves, and says that it is the newest of this life.
    /// - Throws: `conflict` when another one is there: somebody else writes the log.
    package func replace(size: UInt64, in work: Work) throws {
        let changed = try work.transaction.execute(
            """
            UPDATE log_head SET size = $size, root = $root, note = $note, published = $published,
                generation = (SELECT max(number) FROM generation)
            WHERE size = $before
            """,
            [
                "size": .integer(Int64(self.size)), "root": .blob(root.bytes), "note": .text(note),
                "published": .integer(Int64(published)), "before": .integer(Int64(size)),
            ]
        )
        guard changed == 1 else {
            throw CoordinatorError(.conflict, "The log has no longer \(size) leaves: another coordinator writes it.")
        }
    }
}
