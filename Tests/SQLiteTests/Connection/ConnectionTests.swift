import SQLite
import TestSupport
import Testing

@Suite("Connection")
struct ConnectionTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func open(_ configuration: ConnectionConfiguration = ConnectionConfiguration()) throws -> Connection {
        try Connection(path: directory.path + "/test.sqlite", configuration: configuration)
    }

    @Test func bindsByNameAndReadsEveryType() throws {
        let connection = try open()
        try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, data BLOB) STRICT")
        let changes = try connection.run(
            "INSERT INTO item (id, name, data) VALUES ($id, $name, $data)",
            ["id": 7, "name": "zero\0inside", "data": [0, 255]]
        )
        #expect(changes == 1)
        try connection.run("INSERT INTO item (id, name, data) VALUES ($1, $2, $3)", [8, nil, .blob([])])
        let rows = try connection.all("SELECT data, id, name FROM item ORDER BY id") { row throws(SQLiteError) in
            (try row.integer("id"), try row.optionalText("name"), try row.blob("data"))
        }
        #expect(rows.map(\.0) == [7, 8])
        #expect(rows.map(\.1) == ["zero\0inside", nil])
        #expect(rows.map(\.2) == [[0, 255], []])
    }

    @Test func bindsPositionalValuesByNameWhateverTheirOrderInTheText() throws {
        let connection = try open()
        let found = try connection.first("SELECT $2 AS second, $1 AS first", ["1": 10, "2": 20]) {
            row throws(SQLiteError) in (try row.integer("first"), try row.integer("second"))
        }
        #expect(found?.0 == 10)
        #expect(found?.1 == 20)
    }

    @Test(arguments: [
        ("SELECT $a AS a", ["b": Value.integer(1)], SQLiteError.Code.binding),
        ("SELECT $a AS a", [:], .binding),
        ("SELECT 1 AS a", ["a": .integer(1)], .binding),
        ("SELEC 1", [:], .invalidSQL),
        ("SELECT 1 AS a; SELECT 2 AS a", [:], .invalidSQL),
        ("", [:], .invalidSQL),
    ])
    func refusesBadStatements(sql: String, values: [String: Value], code: SQLiteError.Code) throws {
        let connection = try open()
        let error = #expect(throws: SQLiteError.self) { try connection.run(sql, values) }
        #expect(error?.code == code)
    }

    @Test func refusesAWrongColumnOrType() throws {
        let connection = try open()
        func read(_ body: (borrowing Row) throws(SQLiteError) -> Void) -> SQLiteError? {
            #expect(throws: SQLiteError.self) {
                try connection.query("SELECT 'x' AS name, 1.5 AS fraction, NULL AS absent", [String: Value](), body)
            }
        }
        #expect(read { row throws(SQLiteError) in _ = try row.integer("name") }?.code == .typeMismatch)
        #expect(read { row throws(SQLiteError) in _ = try row.value("fraction") }?.code == .typeMismatch)
        #expect(read { row throws(SQLiteError) in _ = try row.text("absent") }?.code == .typeMismatch)
        #expect(read { row throws(SQLiteError) in _ = try row.text("missing") }?.code == .missingColumn)
    }

    @Test func namesTheColumnsOfARowAsTheyAreNow() throws {
        let connection = try open()
        try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT) STRICT")
        try connection.run("INSERT INTO item (id, name) VALUES (1, 'a')")
        func names() throws -> [String]? {
            try connection.first("SELECT *, id + 1 AS next FROM item") { row throws(SQLiteError) in row.columnNames }
        }
        #expect(try names() == ["id", "name", "next"])
        // The statement is in the cache; SQLite compiles it anew.
        try connection.execute("ALTER TABLE item RENAME COLUMN name TO label")
        #expect(try names() == ["id", "label", "next"])
        let label = try connection.first("SELECT *, id + 1 AS next FROM item") { row throws(SQLiteError) in
            try row.text("label")
        }
        #expect(label == "a")
        try connection.execute("ALTER TABLE item ADD COLUMN size INTEGER")
        #expect(try names() == ["id", "label", "size", "next"])
    }

    @Test func tellsUniqueFromOtherConstraints() throws {
        let connection = try open()
        try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT")
        try connection.run("INSERT INTO item (id, name) VALUES (1, 'a')")
        for (sql, code) in [
            ("INSERT INTO item (id, name) VALUES (1, 'b')", SQLiteError.Code.unique),
            ("INSERT INTO item (id, name) VALUES (2, 'a')", .unique),
            ("INSERT INTO item (id, name) VALUES (2, NULL)", .constraint),
            ("INSERT INTO item (id, name) VALUES (2, x'00')", .constraint),
        ] {
            let error = #expect(throws: SQLiteError.self) { try connection.run(sql) }
            #expect(error?.code == code, "\(sql)")
        }
    }

    @Test func usesWALWithFullSyncAndForeignKeys() throws {
        let connection = try open()
        for (pragma, expected) in [
            ("journal_mode", Value.text("wal")), ("synchronous", .integer(2)), ("foreign_keys", .integer(1)),
            ("wal_autocheckpoint", .integer(0)),
        ] {
            let column = pragma == "wal_autocheckpoint" ? "wal_autocheckpoint" : pragma
            let found = try connection.first("PRAGMA \(pragma)") { row throws(SQLiteError) in try row.value(column) }
            #expect(found == expected, "\(pragma)")
        }
    }

    @Test func keepsTheWALFileOnClose() throws {
        do {
            let connection = try open()
            try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT")
            #expect(connection.walBytes > 0)
        }
        let reopened = try open()
        #expect(reopened.walBytes > 0)
        let count = try reopened.first("SELECT count(*) AS n FROM item") { row throws(SQLiteError) in
            try row.integer("n")
        }
        #expect(count == 0)
    }

    @Test func refusesASecondOwner() throws {
        for lock in [ConnectionConfiguration.Lock.process, .exclusive] {
            let first = try open(ConnectionConfiguration(lock: lock))
            let error = #expect(throws: SQLiteError.self) { try open(ConnectionConfiguration(lock: lock)) }
            #expect(error?.code == .locked)
            #expect(error?.message.contains(directory.path + "/test.sqlite.lock") == true)
            #expect(error?.message.contains("this process already") == true)
            try first.execute("SELECT 1")
        }
        _ = try open(ConnectionConfiguration(lock: .exclusive))
    }

    @Test func exclusiveKeepsOtherConnectionsOut() throws {
        let owner = try open(ConnectionConfiguration(lock: .exclusive))
        try owner.execute("CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT")
        let error = #expect(throws: SQLiteError.self) {
            let intruder = try open(ConnectionConfiguration(busyTimeoutMilliseconds: 0))
            try intruder.execute("INSERT INTO item (id) VALUES (1)")
        }
        #expect(error?.code == .busy)
    }

    @Test func refusesWhatIsNoDatabase() throws {
        let path = directory.path + "/text.sqlite"
        try writeFile(path, Array(repeating: 0x41, count: 8_192))
        let error = #expect(throws: SQLiteError.self) { try Connection(path: path) }
        #expect(error?.code == .notADatabase)
        #expect(error?.meansDamagedFile == true)
        let missing = #expect(throws: SQLiteError.self) { try Connection(path: directory.path + "/no/such.sqlite") }
        #expect(missing?.code == .cannotOpen)
    }

    @Test func failsFullAtThePageLimitAndKeepsWhatWasCommitted() throws {
        let connection = try open(ConnectionConfiguration(maximumPages: 20))
        try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, data BLOB) STRICT")
        let page = [UInt8](repeating: 1, count: 4_000)
        var stored: Int64 = 0
        let error = #expect(throws: SQLiteError.self) {
            while stored < 100 {
                try connection.run("INSERT INTO item (data) VALUES ($data)", ["data": .blob(page)])
                stored += 1
            }
        }
        #expect(error?.code == .full)
        let count = try connection.first("SELECT count(*) AS n FROM item") { row throws(SQLiteError) in
            try row.integer("n")
        }
        #expect(count == stored)
        try connection.quickCheck()
    }

    @Test func queriesMayNestWithTheSameText() throws {
        let connection = try open()
        let sql = "SELECT 1 AS n UNION ALL SELECT 2 ORDER BY 1"
        var pairs: [[Int64]] = []
        try connection.query(sql) { outer throws(SQLiteError) in
            let first = try outer.integer("n")
            try connection.query(sql) { inner throws(SQLiteError) in pairs.append([first, try inner.integer("n")]) }
        }
        #expect(pairs == [[1, 1], [1, 2], [2, 1], [2, 2]])
    }

    @Test func forgetsTheLeastUsedStatementOnly() throws {
        let connection = try open(ConnectionConfiguration(cachedStatements: 2))
        for number in 0..<10 {
            let found = try connection.first("SELECT \(number) AS n") { row throws(SQLiteError) in
                try row.integer("n")
            }
            #expect(found == Int64(number))
        }
    }
}
