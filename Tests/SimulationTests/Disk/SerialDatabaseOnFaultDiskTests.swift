import Database
import Simulation
import TestSupport
import Testing

/// The coordinator's store on the faulty disk, without threads.
@Suite struct SerialDatabaseOnFaultDiskTests {
    private static let migrations = [
        Migration(
            version: 1,
            name: "sales",
            sql: "CREATE TABLE sale (id INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT"
        )
    ]

    private func open(_ disk: FaultDisk) throws -> SQLiteSerialDatabase {
        try SQLiteSerialDatabase(
            SQLiteDatabaseConfiguration(path: "/state/coordinator.sqlite"),
            migrations: Self.migrations,
            vfs: disk.vfs
        )
    }

    private func count(_ database: SQLiteSerialDatabase) throws -> Int {
        try database.read { try $0.rows("SELECT id FROM sale").count }
    }

    @Test func aTransactionThatReturnedSurvivesEveryCrash() throws {
        var cut = 0
        try forAll { random in
            let disk = FaultDisk(name: "books", seed: random.next())
            _ = try open(disk)
            disk.crashAtCall = disk.calls + Int.random(in: 1...200, using: &random)
            var written = 0
            do {
                let database = try open(disk)
                for sale in 1...20 {
                    try database.write { transaction in
                        try transaction.execute("INSERT INTO sale VALUES (\(sale), 'paid')")
                        try transaction.execute("UPDATE sale SET state = 'closed' WHERE id = \(sale)")
                    }
                    written = sale
                    if sale % 5 == 0 { try database.checkpoint() }
                }
            } catch {
                try #require(disk.isDown, "\(error)")
                cut += 1
            }
            disk.crash()
            let database = try open(disk)
            try #require(try count(database) - written <= 1 && count(database) >= written)
            let halves = try database.read { try $0.rows("SELECT id FROM sale WHERE state = 'paid'").count }
            try #require(halves == 0)
        }
        #expect(cut > 10)
    }

    @Test func aFailedBodyLeavesNothing() throws {
        struct Refused: Error {}
        let disk = FaultDisk(name: "books", seed: 1)
        let database = try open(disk)
        #expect(throws: Refused.self) {
            try database.write { transaction in
                try transaction.execute("INSERT INTO sale VALUES (1, 'paid')")
                throw Refused()
            }
        }
        #expect(try count(database) == 0)
        #expect(throws: DatabaseError(.readOnly, "")) {
            try database.read { try $0.execute("INSERT INTO sale VALUES (1, 'paid')") }
        }
        #expect(database.isOpen)
    }

    @Test func afterAFailedSyncNothingIsTaken() throws {
        let disk = FaultDisk(name: "books", seed: 2)
        let database = try open(disk)
        disk.failingSync = disk.calls(.sync) + 1
        for _ in 0..<2 {
            #expect(throws: DatabaseError(.ioFailure, "")) {
                try database.write { try $0.execute("INSERT INTO sale VALUES (1, 'paid')") }
            }
            #expect(!database.isOpen)
        }
        #expect(disk.count(of: .syncError) == 1)
    }
}
