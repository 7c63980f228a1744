import Journal
import SQLite
import TestSupport
import Testing

@Suite("Looking at a journal that nobody has open")
struct JournalLookTests {
    private func files(_ bench: Bench) throws -> [[UInt8]] {
        try ["journal.sqlite", "journal.sqlite-wal"].map { try readFile(bench.directory.path($0)) }
    }

    @Test func readsWhatACrashLeftAndChangesNothing() throws {
        let bench = try Bench()
        try bench.receive(1)
        try bench.receive(2)
        let wanted = try bench.store.statistics(now: instant(9))
        // As after a crash: what was committed is in the WAL alone.
        try bench.releaseStore()
        let before = try files(bench)
        let looked = try #require(try JournalStore.look(directory: bench.directory.path, configuration: Bench.small))
        let found = try looked.statistics(now: instant(9))
        #expect(found.openCommands == wanted.openCommands)
        #expect(found.openCommands == 2)
        #expect(found.identity == wanted.identity)
        #expect(found.reserveBytes == wanted.reserveBytes)
        #expect(throws: (any Error).self) { try looked.setValue("x", [1]) }
        #expect(try files(bench) == before)
        #expect(!exists(bench.directory.path("journal.sqlite-shm")))
    }

    @Test func nobodyElseOpensItMeanwhile() throws {
        let bench = try Bench()
        let path = bench.directory.path
        #expect(JournalStore.isInUse(directory: path))
        #expect(throws: JournalError(.locked, "")) { try JournalStore.look(directory: path) }
        try bench.close()
        #expect(!JournalStore.isInUse(directory: path))
        let looked = try #require(try JournalStore.look(directory: path, configuration: Bench.small))
        #expect(JournalStore.isInUse(directory: path))
        #expect(throws: JournalError(.locked, "")) { try bench.open() }
        withExtendedLifetime(looked) {}
    }

    @Test func theNextLifeBeginsAsIfNobodyHadLooked() throws {
        let bench = try Bench()
        try bench.close()
        _ = try JournalStore.look(directory: bench.directory.path)?.statistics(now: instant(9))
        try bench.open()
        #expect(bench.opening == .existing(wasClean: true))
        #expect(try bench.store.identity().life == 2)
    }

    @Test func aFolderWithoutAJournalStaysEmpty() throws {
        let directory = try TemporaryDirectory()
        #expect(try JournalStore.look(directory: directory.path) == nil)
        #expect(!JournalStore.isInUse(directory: directory.path))
        #expect(!exists(directory.path("journal.lock")))
    }

    @Test func aDamagedFileIsSaidAndStaysWhereItIs() throws {
        let bench = try Bench()
        try bench.close()
        let path = bench.directory.path("journal.sqlite")
        try writeFile(path, Array("not a database at all, whoever wrote it".utf8))
        // The WAL would bring the pages back.
        try writeFile(path + "-wal", [])
        #expect(throws: JournalError.self) {
            try JournalStore.look(directory: bench.directory.path)?.statistics(now: instant(9))
        }
        #expect(JournalStore.setAside(directory: bench.directory.path) == [])
        #expect(exists(path))
        try bench.open()
        #expect(JournalStore.setAside(directory: bench.directory.path) == [path + ".damaged-1"])
    }
}
