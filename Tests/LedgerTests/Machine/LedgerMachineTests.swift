import Ledger
import TestSupport
import Testing

@Suite("LedgerMachine")
struct LedgerMachineTests {
    @Test("every row has its code", arguments: LedgerTable.all)
    func everyRowHasItsCode(_ table: LedgerTable) throws {
        var store = InMemoryLedgerStore()
        var script = LedgerScript(table.rows)
        #expect(try script.run(in: &store) == [])
        #expect(LedgerCheck.findings(accounts: store.accounts, transfers: store.transfers) == [])
    }

    @Test func everyCodeIsInSomeRow() {
        let scripts = LedgerTable.all.map { LedgerScript($0.rows) }
        let transfers = scripts.reduce(into: Set<String>()) {
            $0.formUnion($1.expectedCodes(of: ["transfer", "post", "void"]))
        }
        let accounts = scripts.reduce(into: Set<String>()) { $0.formUnion($1.expectedCodes(of: ["account"])) }
        #expect(transfers == Set(ResultCode.allCases.map(\.rawValue)))
        #expect(accounts == Set(AccountResultCode.allCases.map(\.rawValue)))
    }

    @Test func aTableThatExpectsTheWrongCodeFails() throws {
        var store = InMemoryLedgerStore()
        var script = LedgerScript("account A LTC | exists\nbalances A 1 0 0 0")
        #expect(try script.run(in: &store).count == 2)
    }

    @Test func randomTransfersKeepTheBooksRight() throws {
        for seed in UInt64(0)..<24 {
            var random = RandomTransfers(seed: seed)
            var store = InMemoryLedgerStore()
            _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &store)
            var created = 0
            for round in 0..<40 {
                let batch = random.batch()
                let codes = try LedgerMachine.create(transfers: batch, at: 2, in: &store).map(\.code)
                let context: Comment = "seed \(seed), round \(round)"
                let findings = LedgerCheck.findings(accounts: store.accounts, transfers: store.transfers)
                try #require(findings == [], context)
                try #require(chainsAreWhole(batch, codes), context)
                created += codes.count(where: { $0 == .created })
                try #require(store.transfers.count == created, context)
            }
        }
    }

    @Test func aRepeatedBatchChangesNothing() throws {
        for seed in UInt64(100)..<115 {
            var random = RandomTransfers(seed: seed)
            var store = InMemoryLedgerStore()
            _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &store)
            for _ in 0..<30 {
                let batch = random.batch()
                let first = try LedgerMachine.create(transfers: batch, at: 2, in: &store)
                let accounts = store.accounts
                let transfers = store.transfers
                for index in batch.indices where first[index].code == .created || first[index].code.isTransient {
                    let wasCreated = first[index].code == .created
                    var later = store
                    // Alone, as a client asks again that lost the answer; a chain goes again as a whole.
                    let again = try LedgerMachine.create(
                        transfers: wasCreated ? chain(around: index, in: batch) : [batch[index].unlinked],
                        at: 3,
                        in: &later
                    )
                    let code: ResultCode = wasCreated ? .exists : .idAlreadyFailed
                    try #require(again.allSatisfy { $0.code == code }, "seed \(seed): \(batch[index])")
                    try #require(later.accounts == accounts && later.transfers == transfers, "seed \(seed)")
                }
            }
        }
    }

    @Test func timestampsRiseStrictlyWhateverTheClockDoes() throws {
        var store = InMemoryLedgerStore()
        _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1_000, in: &store)
        for (round, time) in [Int64(2_000), 2_000, 1_500, 5_000].enumerated() {
            let batch = (0..<3).map { index in
                Transfer(
                    id: TransferID(high: 1, low: UInt64(round * 3 + index)),
                    debitAccount: "A",
                    creditAccount: "B",
                    amount: 1,
                    ledger: "LTC",
                    code: "test"
                )
            }
            _ = try LedgerMachine.create(transfers: batch, at: time, in: &store)
        }
        #expect(store.accounts.map(\.timestamp) == [1_000, 1_001, 1_002, 1_003, 1_004])
        #expect(
            store.transfers.map(\.timestamp)
                == [2_000, 2_001, 2_002, 2_003, 2_004, 2_005, 2_006, 2_007, 2_008, 5_000, 5_001, 5_002]
        )
    }

    @Test func aCallThatCannotBeMadeChangesNothing() throws {
        var store = InMemoryLedgerStore()
        _ = try LedgerMachine.create(accounts: RandomTransfers.accounts, at: 1, in: &store)
        let transfer = Transfer(
            id: TransferID(high: 0, low: 1),
            debitAccount: "A",
            creditAccount: "B",
            amount: 1,
            ledger: "LTC",
            code: "t"
        )
        let many = [Transfer](repeating: transfer, count: LedgerLimits.batch + 1)
        #expect(throws: LedgerError(.batchTooLarge, "")) {
            try LedgerMachine.create(transfers: many, at: 2, in: &store)
        }
        #expect(throws: LedgerError(.invalidTimestamp, "")) {
            try LedgerMachine.create(transfers: [transfer], at: 0, in: &store)
        }
        #expect(throws: LedgerError(.timestampsExhausted, "")) {
            try LedgerMachine.create(transfers: [transfer], at: .max, in: &store)
        }
        #expect(store.transfers == [])
    }

    @Test func aPendingTransferThatIsNotInTheBalancesIsAnError() throws {
        var store = InMemoryLedgerStore()
        for id in ["A", "B"] {
            store.insert(Account(id: AccountID(id), owner: "acme", ledger: "LTC", code: "c", timestamp: 1))
        }
        store.insert(
            Transfer(
                id: TransferID(high: 0, low: 1),
                debitAccount: "A",
                creditAccount: "B",
                amount: 5,
                ledger: "LTC",
                code: "t",
                flags: .pending,
                timestamp: 2
            )
        )
        #expect(throws: LedgerError(.storeInconsistent, "")) {
            let post = Transfer.posting(TransferID(high: 0, low: 1), id: TransferID(high: 0, low: 2), code: "t")
            return try LedgerMachine.create(transfers: [post], at: 3, in: &store)
        }
    }

    private func chainsAreWhole(_ batch: [Transfer], _ codes: [ResultCode]) -> Bool {
        var start = 0
        for (index, transfer) in batch.enumerated() where !transfer.flags.contains(.linked) || index == batch.count - 1
        {
            let created = codes[start...index].count(where: { $0 == .created })
            if created != 0, created != index - start + 1 { return false }
            start = index + 1
        }
        return true
    }

    private func chain(around index: Int, in batch: [Transfer]) -> [Transfer] {
        var start = index
        while start > 0, batch[start - 1].flags.contains(.linked) { start -= 1 }
        var end = index
        while end < batch.count - 1, batch[end].flags.contains(.linked) { end += 1 }
        return Array(batch[start...end])
    }
}
