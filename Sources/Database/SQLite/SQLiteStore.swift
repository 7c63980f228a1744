internal import SQLite

/// What the writer's thread owns: the one connection that writes.
final class SQLiteStore: GroupCommitStore {
    let connection: Connection

    /// Opens the file and brings it to the last migration.
    /// - Parameter vfs: the SQLite VFS that opens it; nil for the system's own.
    init(_ configuration: SQLiteDatabaseConfiguration, migrations: [Migration], vfs: String? = nil) throws {
        connection = try Connection(
            path: configuration.path,
            configuration: ConnectionConfiguration(
                lock: .process,
                maximumPages: configuration.maximumPages,
                vfs: vfs
            )
        )
        guard !migrations.isEmpty else { return }
        try connection.migrate(
            applicationID: configuration.applicationID,
            migrations.map { SQLite.Migration(version: $0.version, sql: $0.sql) }
        )
    }
}
