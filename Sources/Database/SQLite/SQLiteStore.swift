internal import SQLite

/// What the writer's thread owns: the one connection that writes.
final class SQLiteStore: GroupCommitStore {
    let connection: Connection

    /// Opens the file and brings it to the last migration.
    init(_ configuration: SQLiteDatabaseConfiguration, migrations: [Migration]) throws {
        connection = try Connection(
            path: configuration.path,
            configuration: ConnectionConfiguration(lock: .process, maximumPages: configuration.maximumPages)
        )
        guard !migrations.isEmpty else { return }
        try connection.migrate(
            applicationID: configuration.applicationID,
            migrations.map { SQLite.Migration(version: $0.version, sql: $0.sql) }
        )
    }
}
