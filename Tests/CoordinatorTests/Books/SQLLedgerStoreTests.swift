import Coordinator
import Database
import Ledger
import TestSupport
import Testing

/// The second implementation of `LedgerStore`; its cases are those of `LedgerMachineTests`.
@Suite("SQLLedgerStore")
struct SQLLedgerStoreTests {
    @Test("every row has its code", arguments: LedgerTable.all)
    func everyRowHasItsCode(_ table: LedgerTable) async throws {
        try await withLedger { database in
            let mismatches = try await database.write { transaction in
                var store = SQLLedgerStore(transaction)
                var script = LedgerScript(table.rows)
                return try script.run(in: &store)
            }
            #expect(mismatches == [])
            #expect(try await database.read { try SQLLedgerStore($0).check(pageSize: 2) } == [])
        }
    }

    @Test func decidesLikeTheStoreInMemory() async throws {
        for seed in UInt64(200)..<208 {
            try await withLedger { database in
                var random = RandomTransfers(seed: seed)
                var memory = InMemoryLedgerStore()
                _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &memory)
                try await database.write { transaction in
                    var store = SQLLedgerStore(transaction)
                    _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &store)
                }
                for round in 0..<20 {
                    let batch = random.batch()
                    let expected = try LedgerMachine.create(transfers: batch, at: 2, in: &memory)
                    let found = try await database.write { transaction in
                        var store = SQLLedgerStore(transaction)
                        return try LedgerMachine.create(transfers: batch, at: 2, in: &store)
                    }
                    try #require(found == expected, "seed \(seed), round \(round)")
                }
                let (accounts, transfers, findings) = try await database.read { transaction in
                    let store = SQLLedgerStore(transaction)
                    return (try store.accounts(), try store.transfers(limit: 10_000), try store.check())
                }
                #expect(accounts == memory.accounts.sorted { $0.id < $1.id })
                #expect(transfers == memory.transfers)
                #expect(findings == [])
            }
        }
    }

    @Test func theTablesRefuseASecondResolution() async throws {
        try await withLedger { database in
            try await database.write { transaction in
                var store = SQLLedgerStore(transaction)
                var script = LedgerScript(
                    """
                    account A LTC              | created
                    account B LTC              | created
                    transfer 1 A B 5 pending   | created
                    post 2 1                   | created
                    """
                )
                guard try script.run(in: &store).isEmpty else {
                    throw LedgerScriptError(text: "the books are not as meant")
                }
            }
            await #expect(throws: DatabaseError(.uniqueViolated, "")) {
                try await database.write { transaction in
                    var store = SQLLedgerStore(transaction)
                    let second = Transfer(
                        id: TransferID(high: 0, low: 3),
                        debitAccount: "A",
                        creditAccount: "B",
                        amount: 5,
                        pendingID: TransferID(high: 0, low: 1),
                        ledger: "LTC",
                        code: "t",
                        flags: .voidPending,
                        timestamp: 9_999
                    )
                    try store.insert(second)
                }
            }
        }
    }

    @Test func aBalanceChangedByHandIsFound() async throws {
        try await withLedger { database in
            try await database.write { transaction in
                var store = SQLLedgerStore(transaction)
                _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &store)
                try transaction.execute("UPDATE account SET debits_posted = 7 WHERE id = 'A'")
            }
            let kinds = try await database.read { try SQLLedgerStore($0).check() }.map(\.kind)
            #expect(kinds == [.balanceDiffers, .unbalanced])
        }
    }

    @Test func transfersAreFoundByAccountAndBySale() async throws {
        try await withLedger { database in
            let found = try await database.write { transaction in
                var store = SQLLedgerStore(transaction)
                var script = LedgerScript(
                    """
                    account A LTC                  | created
                    account B LTC                  | created
                    account C LTC                  | created
                    transfer 1 A B 5 user=first    | created
                    transfer 2 B C 5 user=second   | created
                    transfer 3 C A 5 user=first    | created
                    transfer 4 A B 5               | created
                    """
                )
                guard try script.run(in: &store).isEmpty else {
                    throw LedgerScriptError(text: "the books are not as meant")
                }
                let all = try store.transfers(of: "A", limit: 10)
                return [
                    all, try store.transfers(of: "A", limit: 2),
                    try store.transfers(of: "A", after: all[0].timestamp, limit: 10),
                    try store.transfers(userData: "first", limit: 10), try store.transfers(userData: "", limit: 10),
                ].map { $0.map(\.id.low) }
            }
            #expect(found == [[1, 3, 4], [1, 3], [3, 4], [1, 3], []])
        }
    }

    private func withLedger(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let database = try await SQLiteDatabase.open(
            SQLiteDatabaseConfiguration(path: directory.path("ledger.sqlite")),
            migrations: [Migration(version: 1, name: "ledger", sql: LedgerSchema.sqlite + LedgerSchema.sqliteTraces)],
            onFatal: { Issue.record($0) }
        )
        try await body(database)
        await database.close()
    }
}
