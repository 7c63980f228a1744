import SQLite
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationTests {
    private let first = Migration(version: 1, sql: "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT")
    private let second = Migration(version: 2, sql: "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT")

    private func open() throws -> Connection {
        try Connection(path: "", configuration: ConnectionConfiguration(mode: .memory))
    }

    @Test func appliesWhatIsMissingAndOnlyThat() throws {
        let connection = try open()
        #expect(try connection.migrate(applicationID: 5, [first]) == 0)
        #expect(try connection.migrate(applicationID: 5, [first, second]) == 1)
        #expect(try connection.migrate(applicationID: 5, [first, second]) == 2)
        try connection.run("INSERT INTO two (id) VALUES (1)")
        #expect(try connection.applicationID() == 5)
    }

    @Test func refusesAnEditedStep() throws {
        let connection = try open()
        try connection.migrate(applicationID: 5, [first])
        let edited = Migration(version: 1, sql: first.sql + " ")
        #expect(throws: SQLiteError(.migrationChanged, "")) {
            try connection.migrate(applicationID: 5, [edited, second])
        }
    }

    @Test func refusesANewerFile() throws {
        let connection = try open()
        try connection.migrate(applicationID: 5, [first, second])
        #expect(throws: SQLiteError(.newerSchema, "")) { try connection.migrate(applicationID: 5, [first]) }
    }

    @Test func goesOnWithANewerFileThatSaysSo() throws {
        let connection = try open()
        let added = Migration(version: 2, sql: second.sql, readableFrom: 1)
        let third = Migration(version: 3, sql: "ALTER TABLE two ADD COLUMN more INTEGER", readableFrom: 2)
        try connection.migrate(applicationID: 5, [first, added])
        #expect(try connection.migrate(applicationID: 5, [first]) == 2)
        try connection.run("INSERT INTO one (id) VALUES (1)")
        // What the older one did not know is known again afterwards, and is not done twice.
        #expect(try connection.migrate(applicationID: 5, [first, added, third]) == 2)
        #expect(try connection.migrate(applicationID: 5, [first, added]) == 3)
        // One step that it can't leave alone is enough.
        #expect(throws: SQLiteError(.newerSchema, "")) { try connection.migrate(applicationID: 5, [first]) }
        #expect(throws: SQLiteError(.migrationChanged, "")) {
            try connection.migrate(applicationID: 5, [first, Migration(version: 2, sql: first.sql)])
        }
    }

    @Test func refusesAnotherProgramsFile() throws {
        let connection = try open()
        try connection.migrate(applicationID: 5, [first])
        #expect(throws: SQLiteError(.wrongApplication, "")) { try connection.migrate(applicationID: 6, [first]) }
        let foreign = try open()
        try foreign.execute("CREATE TABLE theirs (id INTEGER PRIMARY KEY)")
        #expect(throws: SQLiteError(.wrongApplication, "")) { try foreign.migrate(applicationID: 5, [first]) }
    }

    @Test func aFailingStepLeavesNothingBehind() throws {
        let connection = try open()
        let broken = Migration(version: 2, sql: "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT; NONSENSE")
        #expect(throws: SQLiteError(.invalidSQL, "")) { try connection.migrate(applicationID: 5, [first, broken]) }
        #expect(try connection.migrate(applicationID: 5, [first, second]) == 0)
    }

    @Test func fingerprintsAreFNV1a() {
        // The published test vectors of FNV-1a, 64 bits.
        #expect(Migration(version: 1, sql: "").fingerprint == "cbf29ce484222325")
        #expect(Migration(version: 1, sql: "a").fingerprint == "af63dc4c8601ec8c")
        #expect(Migration(version: 1, sql: "foobar").fingerprint == "85944171f73967e8")
    }
}
