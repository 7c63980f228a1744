import Ledger

/// An account in JSON; amounts are decimal texts of minor units of `asset`.
struct LedgerAccountView: Codable {
    let id: String
    let owner: String
    let asset: String
    let role: String
    let debitsPending: String
    let debitsPosted: String
    let creditsPending: String
    let creditsPosted: String

    init(_ account: Account) {
        id = account.id.text
        owner = account.owner
        asset = account.ledger
        role = account.code
        debitsPending = String(account.debitsPending)
        debitsPosted = String(account.debitsPosted)
        creditsPending = String(account.creditsPending)
        creditsPosted = String(account.creditsPosted)
    }
}

/// A transfer in JSON.
struct LedgerTransferView: Codable {
    let id: String
    let debit: String
    let credit: String
    let amount: String
    let asset: String
    let step: String
    let sale: String
    let kind: String
    let pending: String?
    let timestamp: Int64

    init(_ transfer: Transfer) {
        id = transfer.id.description
        debit = transfer.debitAccount.text
        credit = transfer.creditAccount.text
        amount = String(transfer.amount)
        asset = transfer.ledger
        step = transfer.code
        sale = transfer.userData
        if transfer.flags.contains(.pending) {
            kind = "pending"
        } else if transfer.flags.contains(.postPending) {
            kind = "post"
        } else if transfer.flags.contains(.voidPending) {
            kind = "void"
        } else {
            kind = "posted"
        }
        pending = transfer.pendingID == .zero ? nil : transfer.pendingID.description
        timestamp = transfer.timestamp
    }
}

/// The answer of `GET /v1/ledger/check`: right, or what is not.
struct LedgerCheckView: Codable {
    struct Finding: Codable {
        let kind: String
        let subject: String
        let text: String
    }

    let balanced: Bool
    let findings: [Finding]

    init(_ findings: [LedgerFinding]) {
        balanced = findings.isEmpty
        self.findings = findings.map { Finding(kind: $0.kind.rawValue, subject: $0.subject, text: $0.text) }
    }
}
