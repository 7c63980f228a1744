import Database
import Glibc
import TestSupport
import Testing

@Suite("SQLiteDatabase")
struct SQLiteDatabaseTests {
    private let page = [UInt8](repeating: 7, count: 4_096)

    @Test(.enabled(if: SmallDisk.isPossible, "needs root to mount a small disk"))
    func aFullDiskRefusesLosesNothingAndWorksAgain() async throws {
        let disk = try SmallDisk(mebibytes: 4)
        let configuration = SQLiteDatabaseConfiguration(path: disk.path("test.sqlite"))
        let migrations = [Migration(version: 1, name: "contract", sql: try SQLitePlace().schema)]
        let database = try await SQLiteDatabase.open(configuration, migrations: migrations) { Issue.record($0) }
        try await database.write { try $0.addShelf("first") }
        try disk.fill(leaving: 256)
        let added = try await addUntilFull(database)
        #expect(added.count > 5)
        // Still full: refused again, and reading goes on.
        await #expect(throws: DatabaseError(.full, "")) {
            try await database.write { try $0.addShelf("large", photo: [UInt8](repeating: 1, count: 1 << 20)) }
        }
        #expect(try await database.read { try $0.shelves() } == (added + ["first"]).sorted())
        disk.empty()
        try await database.write { try $0.addShelf("last") }
        await database.close()
        let again = try await SQLiteDatabase.open(configuration, migrations: migrations) { Issue.record($0) }
        #expect(try await again.read { try $0.shelves() } == (added + ["first", "last"]).sorted())
        await again.close()
    }

    @Test func thePageLimitIsAFullDisk() async throws {
        var place = try SQLitePlace()
        place.maximumPages = 64
        let database = try await place.open()
        let added = try await addUntilFull(database)
        #expect(added.count > 5)
        #expect(try await database.read { try $0.shelves() } == added.sorted())
        _ = try await database.write { try $0.execute("DELETE FROM shelf") }
        try await database.write { try $0.addShelf("last") }
        await database.close()
    }

    @Test func aSecondOpeningIsRefused() async throws {
        let place = try SQLitePlace()
        let database = try await place.open()
        await #expect(throws: DatabaseError(.owned, "")) { _ = try await place.open() }
        await database.close()
        await (try await place.open()).close()
    }

    @Test func whatIsNoDatabaseIsRefusedAndKept() async throws {
        let place = try SQLitePlace()
        let text = "this is no database, and it is longer than the header of one is, so that it is looked at"
        let file = try #require(fopen(place.configuration.path, "w"))
        fputs(text, file)
        fclose(file)
        await #expect(throws: DatabaseError(.corrupt, "")) { _ = try await place.open() }
        var status = stat()
        #expect(stat(place.configuration.path, &status) == 0 && Int(status.st_size) == text.utf8.count)
    }

    @Test func anotherProgramsFileIsRefused() async throws {
        let place = try SQLitePlace()
        await (try await place.open()).close()
        var other = place.configuration
        other.applicationID = 7
        let migrations = [Migration(version: 1, name: "contract", sql: place.schema)]
        await #expect(throws: DatabaseError(.corrupt, "")) {
            _ = try await SQLiteDatabase.open(other, migrations: migrations) { Issue.record($0) }
        }
    }

    @Test func aMissingFolderIsAnErrorThatNamesIt() async throws {
        let configuration = SQLiteDatabaseConfiguration(path: try TemporaryDirectory().path + "/gone/test.sqlite")
        let error = await #expect(throws: DatabaseError.self) {
            _ = try await SQLiteDatabase.open(configuration, migrations: []) { Issue.record($0) }
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("/gone/test.sqlite") == true)
    }

    @Test func moreReadsThanTheLimitAreRefused() async throws {
        let place = try SQLitePlace()
        var configuration = place.configuration
        configuration.maximumWaiting = 2
        let migrations = [Migration(version: 1, name: "contract", sql: place.schema)]
        let database = try await SQLiteDatabase.open(configuration, migrations: migrations) { Issue.record($0) }
        let isRunning = try Gate()
        let mayGoOn = try Gate()
        async let first = database.read { _ in
            isRunning.open()
            return mayGoOn.blockUntilOpen()
        }
        try await eventually("the first read runs") { isRunning.isOpen }
        let refused = await withTaskGroup(of: DatabaseError.Code?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        _ = try await database.read { try $0.shelves() }
                        return nil
                    } catch {
                        return (error as? DatabaseError)?.code
                    }
                }
            }
            var refused: [DatabaseError.Code] = []
            for await code in group {
                if let code { refused.append(code) }
                // Two wait, the others were refused at once.
                if refused.count == 3 { mayGoOn.open() }
            }
            return refused
        }
        #expect(refused == [.overloaded, .overloaded, .overloaded])
        #expect(try await first)
        await database.close()
    }

    @Test func aReadThatWasAcceptedIsAnsweredAtClosing() async throws {
        let database = try await SQLitePlace().open()
        let isRunning = try Gate()
        let mayGoOn = try Gate()
        async let answer = database.read { transaction in
            isRunning.open()
            _ = mayGoOn.blockUntilOpen()
            return try transaction.shelves()
        }
        try await eventually("the read runs") { isRunning.isOpen }
        async let closing: Void = database.close()
        mayGoOn.open()
        #expect(try await answer == [])
        await closing
    }

    /// Adds shelves of a page each until the first `.full`; returns the ids of those that were acknowledged.
    private func addUntilFull(_ database: any Database) async throws -> [String] {
        var added: [String] = []
        let page = page
        for number in 0..<2_000 {
            let id = "shelf-\(number)"
            do {
                try await database.write { try $0.addShelf(id, photo: page) }
                added.append(id)
            } catch let error as DatabaseError where error.code == .full {
                return added
            }
        }
        throw TestSupportError("2000 pages fit on a disk of fewer")
    }
}
