import Database
import Ledger
import Protocol

/// Books what sales ask for.
enum SaleBooks {
    /// Makes the accounts of an owner and asset unless they are there.
    static func ensureAccounts(owner: String, asset: String, in work: Work) throws {
        var store = SQLLedgerStore(work.transaction)
        let accounts = ChartOfAccounts.accounts(owner: owner, asset: asset)
        let codes = try LedgerMachine.create(accounts: accounts, at: nanoseconds(work), in: &store)
        for (account, code) in zip(accounts, codes) where !code.isApplied {
            throw CoordinatorError(.unexpected, "Account \(account.id): \(code.explanation)", cause: code.rawValue)
        }
    }

    /// Books the postings of one event as one chain.
    /// - Throws: `unexpected` when the ledger refuses, which a sale never asks for; nothing is stored then.
    static func post(_ postings: [SalePosting], of record: SaleRecord, in work: Work) throws {
        guard !postings.isEmpty else { return }
        let transfers = try SaleTransfers(
            owner: record.owner,
            asset: record.quoteTerms.asset.code,
            sale: record.id,
            command: record.command,
            derive: transferID
        ).transfers(postings)
        var store = SQLLedgerStore(work.transaction)
        let results = try LedgerMachine.create(transfers: transfers, at: nanoseconds(work), in: &store)
        for result in results { work.notes.count(.ledgerTransfers, result.code.rawValue) }
        for (posting, result) in zip(postings, results) where !result.code.isApplied {
            guard result.code != .linkedEventFailed else { continue }
            throw CoordinatorError(
                .unexpected,
                "The ledger refused \(posting.step.rawValue) of sale \(record.id): \(result.code.explanation)",
                cause: result.code.rawValue
            )
        }
    }

    /// Books one posted step that belongs to no sale.
    /// - Parameters:
    ///   - name: what makes the transfer's id its own.
    ///   - userData: what the transfer is about.
    static func post(
        _ step: SaleStep,
        amountMinor: Int64,
        owner: String,
        asset: String,
        name: String,
        userData: String,
        in work: Work
    ) throws {
        try ensureAccounts(owner: owner, asset: asset, in: work)
        let row = PostingTable.row(step)
        let transfer = Transfer(
            id: transferID(name),
            debitAccount: ChartOfAccounts.id(row.debit, owner: owner, asset: asset),
            creditAccount: ChartOfAccounts.id(row.credit, owner: owner, asset: asset),
            amount: amountMinor,
            ledger: asset,
            code: step.rawValue,
            userData: userData,
            flags: []
        )
        var store = SQLLedgerStore(work.transaction)
        let results = try LedgerMachine.create(transfers: [transfer], at: nanoseconds(work), in: &store)
        for result in results where !result.code.isApplied {
            throw CoordinatorError(
                .unexpected,
                "The ledger refused \(step.rawValue) of \(userData): \(result.code.explanation)",
                cause: result.code.rawValue
            )
        }
    }

    /// The first 16 bytes of the text's SHA-256.
    static func transferID(_ text: String) -> TransferID {
        let digest = Fingerprint.digest(Array(text.utf8))
        return TransferID(bytes: digest.prefix(16)) ?? .zero
    }

    private static func nanoseconds(_ work: Work) -> Int64 { work.now.milliseconds * 1_000_000 }
}
