import Coordinator
import Database
import Foundation
import Ledger
import Measuring
import Reference
import TestSupport

/// Transfers through the ledger's rules and its SQL store, beside the same statements on the same tables in C.
enum LedgerBenchmark {
    private static let batches = [1, 100, 1_000]
    private static let accounts = 1_000
    private static let schema = LedgerSchema.sqlite + "\n" + LedgerSchema.sqliteTraces

    static func run(rounds: Int, seconds: Double) async throws -> Section {
        var ours: [Int: [Double]] = [:]
        var theirs: [Int: [Double]] = [:]
        var calibration: [Double] = []
        for round in 0..<rounds {
            Progress.say("ledger: round \(round + 1) of \(rounds)")
            let folder = try TemporaryDirectory()
            calibration.append(try Disk.overwrite(in: folder.path, bytes: 4_096, seconds: 0.2).rate)
            for batch in batches {
                // Every other round the other way round.
                for turn in [round % 2, 1 - round % 2] {
                    if turn == 0 {
                        let rate = try await transfers(in: folder.path("ours-\(batch)"), batch: batch, seconds: seconds)
                        ours[batch, default: []].append(rate)
                    } else {
                        let path = folder.path("theirs-\(batch)")
                        theirs[batch, default: []].append(try reference(path, batch: batch, seconds: seconds))
                    }
                }
            }
        }
        var section = Section(
            "Ledger transfers",
            method: """
                One caller, \(accounts) accounts, rising ids, posted transfers, each batch one durable transaction, on \
                a new database per round. Ours: `LedgerMachine` with all its checks over `SQLLedgerStore` and the \
                database's writer thread. C: the same tables with all their indexes, the same statements prepared \
                once, WAL with `synchronous=FULL`, without the checks; so index work is equal, but C writes both \
                balances for each transfer while ours writes each changed account once per batch.
                """
        )
        let kept = Calibration.steadyRounds(calibration)
        for batch in batches {
            let name = "C, batch \(batch)"
            section.figures.append(
                Figure(
                    "ours, batch \(batch)",
                    kept.compactMap { ours[batch]?[$0] },
                    unit: "per s",
                    comparedWith: name
                )
            )
            section.figures.append(
                Figure(name, kept.compactMap { theirs[batch]?[$0] }, unit: "per s")
            )
        }
        section.remarks.append("\(kept.count) of \(calibration.count) rounds were kept.")
        return section
    }

    private static func reference(_ path: String, batch: Int, seconds: Double) throws -> Double {
        let start = Clock.nanoseconds
        let count = reference_ledger(path, schema, Int64(accounts), Int64(batch), seconds)
        guard count > 0 else { throw BenchmarkError("the ledger in C failed with SQLite's code \(-count)") }
        return Double(count) / max(seconds, Clock.seconds(since: start))
    }

    private static func transfers(in path: String, batch: Int, seconds: Double) async throws -> Double {
        let database = try await SQLiteDatabase.open(
            SQLiteDatabaseConfiguration(path: path),
            migrations: [Migration(version: 1, name: "books", sql: schema)],
            onFatal: { error in preconditionFailure("the benchmark's disk works: \(error)") }
        )
        _ = try await database.write { transaction in
            var store = SQLLedgerStore(transaction)
            let all = (0..<accounts).map {
                Account(id: AccountID("account-\($0)"), owner: "operator", ledger: "EUR", code: "sales")
            }
            return try LedgerMachine.create(accounts: all, at: 1, in: &store)
        }
        var count = 0
        let start = Clock.nanoseconds
        while Clock.seconds(since: start) < seconds {
            let first = count
            try await database.write { transaction in
                var store = SQLLedgerStore(transaction)
                let results = try LedgerMachine.create(
                    transfers: (0..<batch).map { transfer(first + $0 + 1) },
                    at: Int64(Clock.nanoseconds),
                    in: &store
                )
                precondition(results.allSatisfy { $0.code == .created }, "every transfer of the benchmark is valid")
            }
            count += batch
        }
        let rate = Double(count) / Clock.seconds(since: start)
        await database.close()
        return rate
    }

    private static func transfer(_ number: Int) -> Transfer {
        let from = number * 7_919 % accounts
        return Transfer(
            id: TransferID(high: 0, low: UInt64(number)),
            debitAccount: AccountID("account-\(from)"),
            creditAccount: AccountID("account-\((from + 1 + number % (accounts - 1)) % accounts)"),
            amount: Int64(100 + number % 100),
            ledger: "EUR",
            code: "bench",
            userData: "sale-\(number)"
        )
    }
}
