import Coordinator

/// The books of one sale, kept the simplest way: what the postings alone say. Refuses what a ledger would refuse.
struct SaleBooks {
    /// Debits minus credits.
    private(set) var net: [AccountRole: Int64] = [:]
    /// Pending transfers that nobody posted or voided yet.
    private(set) var pending: [String: SalePosting] = [:]
    /// Every id so far.
    private(set) var used: Set<String> = []
    /// What a ledger would have refused.
    private(set) var faults: [String] = []

    mutating func apply(_ effects: [SaleEffect]) {
        for case .post(let posting) in effects { apply(posting) }
    }

    private mutating func apply(_ posting: SalePosting) {
        let text = PostingTable.idText(posting.step, posting.subject, sale: "S", command: "C")
        if !used.insert(text).inserted { faults.append("\(text) is used twice") }
        if posting.amountMinor <= 0 { faults.append("\(text) moves nothing") }
        let row = PostingTable.row(posting.step)
        switch row.kind {
        case .posted:
            move(row, posting.amountMinor)
        case .pending:
            pending[text] = posting
        case .post(let step), .void(let step):
            let pendingText = PostingTable.idText(step, posting.subject, sale: "S", command: "C")
            guard let first = pending.removeValue(forKey: pendingText) else {
                return faults.append("\(text) ends what is not pending: \(pendingText)")
            }
            if first.amountMinor != posting.amountMinor {
                faults.append("\(text) has another amount than \(pendingText)")
            }
            if case .post = row.kind { move(row, posting.amountMinor) }
        }
    }

    private mutating func move(_ row: PostingTable.Row, _ amountMinor: Int64) {
        net[row.debit, default: 0] += amountMinor
        net[row.credit, default: 0] -= amountMinor
    }

    /// Balances on their normal side.
    func balance(_ role: AccountRole) -> Int64 {
        let net = net[role] ?? 0
        return role.side == .debit ? net : -net
    }

    /// Every balance that is not zero, in the chart's order: `rail 10 sales 10`.
    var text: String {
        let balances = AccountRole.allCases.filter { balance($0) != 0 }.map { "\($0.rawValue) \(balance($0))" }
        let open = pending.isEmpty ? [] : ["pending \(pending.count)"]
        return (balances + open).joined(separator: " ")
    }
}
