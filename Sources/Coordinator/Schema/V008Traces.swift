package import Database

extension Schema {
    /// The trace of each transfer. Frozen: a change is a new migration.
    package static let version8 = Migration(
        version: 8,
        name: "traces",
        sql: """
            CREATE TABLE transfer_trace (
                transfer TEXT PRIMARY KEY, traceparent TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """
    )
}
