import Database
import TestSupport
import Testing

struct SQLitePlace: DatabasePlace {
    let directory: TemporaryDirectory
    var maximumPages: Int64?

    init() throws { directory = try TemporaryDirectory() }

    let schema = """
        CREATE TABLE shelf (id TEXT PRIMARY KEY, label TEXT NOT NULL, weight INTEGER, photo BLOB) STRICT;
        CREATE TABLE item (
            id TEXT PRIMARY KEY, shelf TEXT NOT NULL REFERENCES shelf (id), count INTEGER NOT NULL CHECK (count >= 0)
        ) STRICT;
        """

    var configuration: SQLiteDatabaseConfiguration {
        SQLiteDatabaseConfiguration(path: directory.path("test.sqlite"), maximumPages: maximumPages)
    }

    func open(_ migrations: [Migration]) async throws -> any Database {
        try await SQLiteDatabase.open(configuration, migrations: migrations, onFatal: { Issue.record($0) })
    }
}
