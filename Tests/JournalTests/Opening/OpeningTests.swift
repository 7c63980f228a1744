import Journal
import SQLite
import TestSupport
import Testing

@Suite("Opening")
struct OpeningTests {
    @Test func saysWhetherTheLastEndWasOrderly() throws {
        let bench = try Bench()
        #expect(bench.opening == .fresh)
        try bench.close()
        try bench.open()
        #expect(bench.opening == .existing(wasClean: true))
        try bench.open()
        #expect(bench.opening == .existing(wasClean: false))
        #expect(try bench.store.identity().life == 3)
    }

    @Test func refusesASecondOwnerAndNamesTheFile() throws {
        let bench = try Bench()
        let error = #expect(throws: JournalError.self) { try JournalStore.open(directory: bench.directory.path) }
        #expect(error?.code == .locked)
        #expect(error?.message.contains(bench.directory.path("journal.lock")) == true)
        try bench.receive(1)
    }

    @Test func refusesAFolderThatCannotBe() throws {
        let directory = try TemporaryDirectory()
        #expect(throws: JournalError(.cannotOpen, "")) { try JournalStore.open(directory: directory.path("a/b")) }
        try writeFile(directory.path("file"), [1])
        #expect(throws: JournalError(.cannotOpen, "")) { try JournalStore.open(directory: directory.path("file")) }
    }

    /// What can have happened to the file while nobody watched.
    enum Damage: CaseIterable {
        case header, firstPage, truncatedToNothing, cut, otherApplication, text, middle
    }

    @Test(arguments: Damage.allCases)
    func putsADamagedFileAsideAndStartsAgain(damage: Damage) throws {
        let bench = try Bench()
        try fill(bench)
        try bench.store.connection.checkpoint()
        try bench.releaseStore()
        let path = bench.directory.path("journal.sqlite")
        let before = try readFile(path)
        #expect(before.count > 20 * 4_096)
        switch damage {
        case .header: try writeFile(path, [UInt8](repeating: 0xff, count: 64), truncate: false)
        case .firstPage: try writeFile(path, [UInt8](repeating: 0xff, count: 3_000), at: 100, truncate: false)
        case .truncatedToNothing: try writeFile(path, [])
        case .cut: try writeFile(path, Array(before.prefix(5 * 4_096)))
        case .otherApplication: try writeFile(path, [0, 0, 0, 9], at: 68, truncate: false)
        case .text: try writeFile(path, Array("not a database".utf8))
        case .middle:
            for page in 3..<(before.count / 4_096) {
                try writeFile(path, [UInt8](repeating: 0xaa, count: 64), at: page * 4_096, truncate: false)
            }
        }
        // The WAL would bring the pages back; here it is lost as well, but for the case that needs it.
        if damage != .truncatedToNothing { try writeFile(path + "-wal", []) }
        let damaged = try readFile(path)
        try bench.open()
        guard case .damagedQuarantined(let aside, let reason) = bench.opening else {
            Issue.record("\(damage): opened as \(bench.opening)")
            return
        }
        #expect(aside == path + ".damaged-1")
        #expect(!reason.isEmpty)
        #expect(try readFile(aside) == damaged)
        if damage == .truncatedToNothing { #expect(try !readFile(aside + "-wal").isEmpty) }
        // Empty, and not enrolled: nothing can run before the coordinator gives it a new incarnation.
        #expect(try bench.store.identity().incarnation == 0)
        #expect(throws: JournalError(.notEnrolled, "")) { try bench.store.receive(command(1)) }
        try bench.store.adopt(incarnation: 2, lastCounter: 7, nextSequence: 31)
        try bench.receive(8)
    }

    @Test func aSecondDamagedFileDoesNotReplaceTheFirst() throws {
        let bench = try Bench()
        let path = bench.directory.path("journal.sqlite")
        for number in 1...3 {
            try bench.releaseStore()
            try writeFile(path, [UInt8](repeating: UInt8(number), count: 5_000))
            // With its WAL the file would be whole again.
            try writeFile(path + "-wal", [])
            try bench.open()
            guard case .damagedQuarantined(let aside, _) = bench.opening else {
                Issue.record("opened as \(bench.opening)")
                return
            }
            #expect(aside == path + ".damaged-\(number)")
        }
        for number in 1...3 { #expect(try readFile(path + ".damaged-\(number)").first == UInt8(number)) }
    }

    @Test func aNewerFileIsRefusedNotPutAside() throws {
        let bench = try Bench()
        let (newest, next) = (JournalFormat.newest, JournalFormat.newest + 1)
        // A step that only adds what this program leaves alone.
        try bench.store.connection.run("INSERT INTO migration VALUES (\(next), 'later', \(newest))")
        try bench.releaseStore()
        try bench.open()
        #expect(bench.opening == .existing(wasClean: false))
        try bench.store.connection.run("INSERT INTO migration VALUES (\(next + 1), 'later still', \(newest + 1))")
        try bench.releaseStore()
        #expect(throws: JournalError(.newerFormat, "")) { try bench.open() }
        #expect(!exists(bench.directory.path("journal.sqlite.damaged-1")))
    }

    @Test func marksThatContradictTheRowsAreDamage() throws {
        let bench = try Bench()
        try fill(bench)
        try bench.store.connection.run("UPDATE mark SET next_sequence = 3")
        try bench.releaseStore()
        try bench.open()
        guard case .damagedQuarantined = bench.opening else {
            Issue.record("opened as \(bench.opening)")
            return
        }
    }

    @Test func openingLooksAtAsMuchWithAHundredThousandRowsAsWithAHundred() throws {
        func work(receipts: Int) throws -> (statements: Int, rows: Int) {
            var configuration = Bench.small
            configuration.checkedPagesAtStart = 0
            let bench = try Bench(configuration)
            try fill(bench, receipts: receipts)
            // Unclean on purpose: the worse of the two starts.
            try bench.open()
            let store = try bench.store
            #expect(bench.opening == .existing(wasClean: false))
            #expect(try store.statistics(now: instant(9)).pendingReceipts == Int64(receipts))
            #expect(try store.pendingReceipts(limit: 10, maximumBytes: 999).count == 10)
            return (store.connection.statementsExecuted, store.connection.rowsRead)
        }
        let few = try work(receipts: 100)
        let many = try work(receipts: 100_000)
        #expect(few == many)
        #expect(many.rows < 200)
    }

    @Test func everyQueryOfTheStartAndTheDrainUsesAnIndex() throws {
        let bench = try Bench()
        let connection = try bench.store.connection
        for (sql, values) in [
            ("SELECT max(sequence) AS last FROM receipt", [:]),
            ("SELECT max(counter) AS last FROM command WHERE incarnation = $i", ["i": Value.integer(1)]),
            ("SELECT id, state FROM command WHERE state < 2", [:]),
            ("SELECT * FROM command WHERE state = 0 ORDER BY incarnation, counter LIMIT $l", ["l": 9]),
            ("SELECT * FROM command WHERE state = 1 ORDER BY incarnation, counter", [:]),
            ("SELECT * FROM receipt WHERE sequence > $a ORDER BY sequence LIMIT $l", ["a": 1, "l": 9]),
        ] as [(String, [String: Value])] {
            let plan = try connection.plan(of: sql, values)
            #expect(plan.contains("USING") || plan.contains("SEARCH receipt"), "\(sql): \(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(sql): \(plan)")
        }
    }

    @Test func theSchemaIsFrozen() throws {
        let bench = try Bench()
        let found = try bench.store.connection.all("SELECT fingerprint FROM migration ORDER BY version") {
            row throws(SQLiteError) in try row.text("fingerprint")
        }
        // Once released these never change; a new step adds one.
        #expect(found == ["9aa7a879a147ea5c", "47c8444ac3dce177", "6f247f6971ea05ce"])
    }

    /// As many appended receipts, written in one statement.
    private func fill(_ bench: Bench, receipts: Int) throws {
        let connection = try bench.store.connection
        try connection.run(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $receipts)"
                + " INSERT INTO receipt (sequence, incarnation, kind, payload, running_receipts, running_bytes,"
                + " created_monotonic, created_wall) SELECT i, 1, 'audit', zeroblob(8), i, i * 8, 0, 0 FROM n",
            ["receipts": .integer(receipts)]
        )
        try connection.run(
            "UPDATE mark SET next_sequence = $n + 1, total_receipts = $n, total_bytes = 8 * $n",
            ["n": .integer(receipts)]
        )
    }

    private func fill(_ bench: Bench) throws {
        for counter in Int64(1)...7 {
            try bench.receive(counter)
            try bench.intend(counter)
            try bench.finish(counter, bytes: 4_000)
        }
        for _ in 0..<23 { try bench.append(4_000) }
    }
}
