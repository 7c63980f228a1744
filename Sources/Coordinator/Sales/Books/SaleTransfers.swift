package import Ledger

/// Turns the postings of one sale into the ledger's transfers.
package struct SaleTransfers: Sendable {
    /// Whose accounts.
    package let owner: String

    /// The quote's asset.
    package let asset: String

    /// The sale's id; goes into every transfer's user data.
    package let sale: String

    /// The id of the sale's command; nil while there is none.
    package let command: String?

    /// Makes an id of a text: the first 16 bytes of its SHA-256. It must not collide, since equal ids mean the same
    /// transfer.
    package let derive: @Sendable (String) -> TransferID

    /// The transfers of one sale.
    package init(
        owner: String,
        asset: String,
        sale: String,
        command: String?,
        derive: @escaping @Sendable (String) -> TransferID
    ) {
        self.owner = owner
        self.asset = asset
        self.sale = sale
        self.command = command
        self.derive = derive
    }

    /// The transfers that one event asks for, as one chain: all of them are created or none.
    /// - Throws: `unexpected` when a posting belongs to the command and the sale has none.
    package func transfers(_ postings: [SalePosting]) throws(CoordinatorError) -> [Transfer] {
        var transfers: [Transfer] = []
        for (index, posting) in postings.enumerated() {
            transfers.append(try transfer(posting, flags: index == postings.count - 1 ? [] : .linked))
        }
        return transfers
    }

    private func transfer(_ posting: SalePosting, flags: TransferFlags) throws(CoordinatorError) -> Transfer {
        let row = PostingTable.row(posting.step)
        let id = derive(try idText(posting.step, posting.subject))
        let code = posting.step.rawValue
        switch row.kind {
        case .posted, .pending:
            return Transfer(
                id: id,
                debitAccount: ChartOfAccounts.id(row.debit, owner: owner, asset: asset),
                creditAccount: ChartOfAccounts.id(row.credit, owner: owner, asset: asset),
                amount: posting.amountMinor,
                ledger: asset,
                code: code,
                userData: sale,
                flags: row.kind == .pending ? flags.union(.pending) : flags
            )
        case .post(let step):
            let pendingID = derive(try idText(step, posting.subject))
            return .posting(
                pendingID,
                id: id,
                amount: posting.amountMinor,
                code: code,
                userData: sale,
                flags: flags
            )
        case .void(let step):
            let pendingID = derive(try idText(step, posting.subject))
            return .voiding(pendingID, id: id, code: code, userData: sale, flags: flags)
        }
    }

    private func idText(_ step: SaleStep, _ subject: SalePosting.Subject) throws(CoordinatorError) -> String {
        guard subject != .command || command != nil else {
            throw CoordinatorError(
                .unexpected,
                "\(step.rawValue) of sale \(sale) belongs to its command, and there is none."
                    + " Make the command's id first."
            )
        }
        return PostingTable.idText(step, subject, sale: sale, command: command ?? "")
    }
}
