import Database
import TestSupport
import Testing

/// What every engine promises.
@Suite("Database contract")
struct DatabaseContract {
    private struct Refused: Error, Equatable {}

    @Test("what was written is there after opening again", arguments: DatabaseEngine.all)
    func whatWasWrittenIsThereAfterOpeningAgain(_ engine: DatabaseEngine) async throws {
        let place = try await engine.makePlace()
        let first = try await place.open()
        try await first.write { try $0.addShelf("a") }
        await first.close()
        let second = try await place.open()
        #expect(try await second.read { try $0.shelves() } == ["a"])
        await second.close()
    }

    @Test("an error undoes all of the body and nothing else", arguments: DatabaseEngine.all)
    func anErrorUndoesAllOfTheBodyAndNothingElse(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        do {
                            try await database.write { transaction in
                                try transaction.addShelf("shelf-\(number)-a")
                                if number % 2 == 1 { throw Refused() }
                                try transaction.addShelf("shelf-\(number)-b")
                            }
                            if number % 2 == 1 { Issue.record("body \(number) threw and the write did not") }
                        } catch {
                            if number % 2 == 0 || !(error is Refused) { Issue.record(error) }
                        }
                    }
                }
            }
            let kept = (0..<20).filter { $0 % 2 == 0 }.flatMap { ["shelf-\($0)-a", "shelf-\($0)-b"] }
            let found = try await database.read { try $0.shelves() }
            #expect(found == kept.sorted())
        }
    }

    @Test("a body that swallows an error is not committed", arguments: DatabaseEngine.all)
    func aBodyThatSwallowsAnErrorIsNotCommitted(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            try await database.write { try $0.addShelf("a") }
            await #expect(throws: DatabaseError(.uniqueViolated, "")) {
                try await database.write { transaction in
                    try transaction.addShelf("b")
                    try? transaction.addShelf("a")
                }
            }
            await #expect(throws: DatabaseError(.uniqueViolated, "")) {
                try await database.write { transaction in
                    try? transaction.addShelf("a")
                    try transaction.addShelf("c")
                }
            }
            #expect(try await database.read { try $0.shelves() } == ["a"])
        }
    }

    @Test("writers that read first do not lose each other's work", arguments: DatabaseEngine.all)
    func writersThatReadFirstDoNotLoseEachOthersWork(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            try await database.write { transaction in
                try transaction.addShelf("a")
                try transaction.addItem("i", shelf: "a", count: 0)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await database.write { transaction in
                            let count = try transaction.first("SELECT count FROM item WHERE id = 'i'")?.int64("count")
                            try transaction.execute(
                                "UPDATE item SET count = $count WHERE id = 'i'",
                                ["count": .integer((count ?? 0) + 1)]
                            )
                        }
                    }
                }
                try await group.waitForAll()
            }
            let count = try await database.read {
                try $0.first("SELECT count FROM item WHERE id = 'i'")?.int64("count")
            }
            #expect(count == 64)
        }
    }

    @Test("a broken constraint has its code", arguments: DatabaseEngine.all)
    func aBrokenConstraintHasItsCode(_ engine: DatabaseEngine) async throws {
        let cases: [(sql: String, code: DatabaseError.Code)] = [
            ("INSERT INTO shelf (id, label) VALUES ('a', 'again')", .uniqueViolated),
            ("INSERT INTO shelf (id, label) VALUES ('b', NULL)", .constraintViolated),
            ("INSERT INTO item (id, shelf, count) VALUES ('i', 'a', -1)", .constraintViolated),
            ("INSERT INTO item (id, shelf, count) VALUES ('i', 'none', 1)", .constraintViolated),
            ("INSERT INTO shelf (id, label, weight) VALUES ('b', 'b', 'heavy')", .constraintViolated),
        ]
        try await withDatabase(engine) { database in
            try await database.write { try $0.addShelf("a") }
            for (sql, code) in cases {
                await #expect(throws: DatabaseError(code, ""), "\(sql)") {
                    _ = try await database.write { try $0.execute(sql) }
                }
            }
            let ignored = try await database.write { transaction in
                try transaction.execute("INSERT INTO shelf (id, label) VALUES ('a', 'x') ON CONFLICT DO NOTHING")
            }
            #expect(ignored == 0)
            #expect(try await database.read { try $0.shelves() } == ["a"])
        }
    }

    @Test("a read sees one committed snapshot, and does not hold up a write", arguments: DatabaseEngine.all)
    func aReadSeesOneCommittedSnapshot(_ engine: DatabaseEngine) async throws {
        let hasRead = try Gate()
        let hasWritten = try Gate()
        try await withDatabase(engine) { database in
            try await database.write { try $0.addShelf("a") }
            async let counts = database.read { transaction in
                let before = try transaction.shelves()
                hasRead.open()
                let wasOpened = hasWritten.blockUntilOpen()
                return (before, try transaction.shelves(), wasOpened)
            }
            try await eventually("the read has begun") { hasRead.isOpen }
            try await database.write { try $0.addShelf("b") }
            hasWritten.open()
            let (before, after, wasOpened) = try await counts
            #expect(wasOpened)
            #expect(before == ["a"])
            #expect(after == ["a"])
            #expect(try await database.read { try $0.shelves() } == ["a", "b"])
        }
    }

    @Test("a read changes nothing", arguments: DatabaseEngine.all)
    func aReadChangesNothing(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            await #expect(throws: DatabaseError(.readOnly, "")) {
                try await database.read { try $0.addShelf("a") }
            }
            let found = try await database.read { try $0.shelves() }
            #expect(found == [])
        }
    }

    @Test("a wrong statement has its code", arguments: DatabaseEngine.all)
    func aWrongStatementHasItsCode(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            let cases: [(sql: String, bindings: [String: DatabaseValue])] = [
                ("SELEC 1", [:]), ("SELECT * FROM nothing", [:]), ("", [:]),
                ("SELECT id FROM shelf WHERE id = $id", [:]),
                ("SELECT id FROM shelf WHERE id = $id", ["other": .text("a")]),
                ("SELECT id FROM shelf", ["id": .text("a")]),
                ("SELECT id FROM shelf; DELETE FROM shelf", [:]),
            ]
            for (sql, bindings) in cases {
                await #expect(throws: DatabaseError(.invalidStatement, ""), "\(sql)") {
                    _ = try await database.write { try $0.rows(sql, bindings) }
                }
                await #expect(throws: DatabaseError(.invalidStatement, ""), "\(sql)") {
                    _ = try await database.read { try $0.rows(sql, bindings) }
                }
            }
        }
    }

    @Test("values come back as they went in", arguments: DatabaseEngine.all)
    func valuesComeBackAsTheyWentIn(_ engine: DatabaseEngine) async throws {
        let values: [(text: String, integer: Int64?, bytes: [UInt8]?)] = [
            ("", 0, []), ("Größe 1 € 🥨", .max, [0, 255, 0]), ("$name ? 'quoted'", .min, nil), ("line\nline", nil, [7]),
        ]
        try await withDatabase(engine) { database in
            for (index, value) in values.enumerated() {
                let row = try await database.write { transaction in
                    try transaction.execute(
                        "INSERT INTO shelf (id, label, weight, photo) VALUES ($id, $label, $weight, $photo)",
                        [
                            "id": .text("\(index)"), "label": .text(value.text), "weight": .integer(value.integer),
                            "photo": .blob(value.bytes),
                        ]
                    )
                    return try transaction.first("SELECT * FROM shelf WHERE id = $id", ["id": .text("\(index)")])
                }
                #expect(try row?.text("label") == value.text)
                #expect(try row?.optionalInt64("weight") == value.integer)
                #expect(try row?.optionalBlob("photo") == value.bytes)
            }
        }
    }

    @Test("columns go by the names the query gives them", arguments: DatabaseEngine.all)
    func columnsGoByTheNamesTheQueryGivesThem(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            let rows = try await database.write { transaction in
                try transaction.addShelf("a")
                try transaction.addItem("i", shelf: "a", count: 3)
                return [
                    try transaction.first("SELECT count(*) AS n, max(count) AS most FROM item"),
                    try transaction.first(
                        """
                        SELECT item.id AS item_id, shelf.id AS shelf_id, shelf.label
                        FROM item JOIN shelf ON shelf.id = item.shelf
                        """
                    ),
                    try transaction.first("WITH few AS (SELECT * FROM item WHERE count < 9) SELECT * FROM few"),
                    try transaction.first("UPDATE item SET count = 4 WHERE id = 'i' RETURNING id, count"),
                ]
            }
            #expect(rows[0] == DatabaseRow(["n": .integer(1), "most": .integer(3)]))
            #expect(
                rows[1]
                    == DatabaseRow(["item_id": .text("i"), "shelf_id": .text("a"), "label": .text("label of a")])
            )
            #expect(rows[2] == DatabaseRow(["id": .text("i"), "shelf": .text("a"), "count": .integer(3)]))
            #expect(rows[3] == DatabaseRow(["id": .text("i"), "count": .integer(4)]))
        }
    }

    @Test("a transaction is of no use after its body", arguments: DatabaseEngine.all)
    func aTransactionIsOfNoUseAfterItsBody(_ engine: DatabaseEngine) async throws {
        try await withDatabase(engine) { database in
            let leak = Leak()
            try await database.write { leak.transaction = $0 }
            #expect(throws: DatabaseError(.closed, "")) { try leak.transaction?.addShelf("a") }
        }
    }

    @Test("a closed database refuses everything", arguments: DatabaseEngine.all)
    func aClosedDatabaseRefusesEverything(_ engine: DatabaseEngine) async throws {
        let database = try await engine.makePlace().open()
        await database.close()
        await #expect(throws: DatabaseError(.closed, "")) { try await database.write { try $0.addShelf("a") } }
        await #expect(throws: DatabaseError(.closed, "")) { _ = try await database.read { try $0.shelves() } }
        await database.close()
    }

    @Test("migrations are applied once, in order", arguments: DatabaseEngine.all)
    func migrationsAreAppliedOnceInOrder(_ engine: DatabaseEngine) async throws {
        let place = try await engine.makePlace()
        let steps = [
            Migration(version: 1, name: "contract", sql: place.schema),
            Migration(version: 2, name: "first", sql: "INSERT INTO shelf (id, label) VALUES ('a', 'by migration')"),
            Migration(version: 3, name: "second", sql: "UPDATE shelf SET label = label || ', twice'"),
        ]
        for count in [1, 3, 3] { await (try await place.open(Array(steps.prefix(count)))).close() }
        let database = try await place.open(steps)
        let row = try await database.read { try $0.first("SELECT label FROM shelf") }
        #expect(try row?.text("label") == "by migration, twice")
        await database.close()
    }

    @Test("a changed, missing or failing migration is refused and changes nothing", arguments: DatabaseEngine.all)
    func aBadMigrationIsRefused(_ engine: DatabaseEngine) async throws {
        let place = try await engine.makePlace()
        let first = Migration(version: 1, name: "contract", sql: place.schema)
        let second = Migration(version: 2, name: "row", sql: "INSERT INTO shelf (id, label) VALUES ('a', 'a')")
        await (try await place.open([first, second])).close()
        let changed = Migration(version: 2, name: "row", sql: "INSERT INTO shelf (id, label) VALUES ('a', 'other')")
        await #expect(throws: DatabaseError(.migrationChanged, "")) { _ = try await place.open([first, changed]) }
        await #expect(throws: DatabaseError(.newerSchema, "")) { _ = try await place.open([first]) }
        let third = Migration(version: 3, name: "bad", sql: "DELETE FROM shelf; INSERT INTO nothing (id) VALUES (1)")
        await #expect(throws: DatabaseError(.invalidStatement, "")) {
            _ = try await place.open([first, second, third])
        }
        let database = try await place.open([first, second])
        #expect(try await database.read { try $0.shelves() } == ["a"])
        await database.close()
    }

    // Safety: set and read one after the other; the database is what refuses the second use.
    private final class Leak: @unchecked Sendable {
        var transaction: (any Transaction)?
    }

    private func withDatabase(
        _ engine: DatabaseEngine,
        _ body: (any Database) async throws -> Void
    ) async throws {
        let place = try await engine.makePlace()
        let database = try await place.open()
        try await body(database)
        await database.close()
    }
}
