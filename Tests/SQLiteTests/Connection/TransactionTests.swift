import SQLite
import Testing

@Suite("Transactions")
struct TransactionTests {
    struct Refused: Error {}

    private func open() throws -> Connection {
        let connection = try Connection(path: "", configuration: ConnectionConfiguration(mode: .memory))
        try connection.execute("CREATE TABLE item (id INTEGER PRIMARY KEY) STRICT")
        return connection
    }

    private func items(_ connection: Connection) throws -> [Int64] {
        try connection.all("SELECT id FROM item ORDER BY id") { row throws(SQLiteError) in try row.integer("id") }
    }

    @Test func commitsOnReturnAndRollsBackOnError() throws {
        let connection = try open()
        try connection.transaction { try connection.run("INSERT INTO item (id) VALUES (1)") }
        #expect(throws: Refused.self) {
            try connection.transaction {
                try connection.run("INSERT INTO item (id) VALUES (2)")
                throw Refused()
            }
        }
        #expect(!connection.isInTransaction)
        #expect(try items(connection) == [1])
    }

    @Test func aSavepointUndoesOnlyItself() throws {
        let connection = try open()
        try connection.transaction {
            try connection.run("INSERT INTO item (id) VALUES (1)")
            #expect(throws: Refused.self) {
                try connection.transaction {
                    try connection.run("INSERT INTO item (id) VALUES (2)")
                    try connection.savepoint { try connection.run("INSERT INTO item (id) VALUES (3)") }
                    throw Refused()
                }
            }
            #expect(connection.isInTransaction)
            try connection.run("INSERT INTO item (id) VALUES (4)")
        }
        #expect(try items(connection) == [1, 4])
    }

    @Test func aReadMayNotChangeAnything() throws {
        let connection = try open()
        let error = #expect(throws: SQLiteError.self) {
            try connection.reading { try connection.run("INSERT INTO item (id) VALUES (1)") }
        }
        #expect(error?.code == .readOnly)
        try connection.run("INSERT INTO item (id) VALUES (1)")
        #expect(try items(connection) == [1])
    }
}
