import Coordinator
import Ledger

/// One sale's postings in the real ledger, in memory.
struct SaleLedger {
    private(set) var store = InMemoryLedgerStore()
    private(set) var refused: [String] = []
    private let transfers = SaleTransfers(
        owner: "acme",
        asset: "LTC",
        sale: "S",
        command: "C",
        derive: { SaleLedger.id($0) }
    )

    init() throws {
        let codes = try LedgerMachine.create(
            accounts: ChartOfAccounts.accounts(owner: "acme", asset: "LTC"),
            at: 1,
            in: &store
        )
        refused = codes.filter { $0 != .created }.map(\.rawValue)
    }

    /// Books the postings of one event; a second time nothing may change.
    mutating func book(_ postings: [SalePosting]) throws {
        let asked = try transfers.transfers(postings)
        let results = try LedgerMachine.create(transfers: asked, at: 1, in: &store)
        refused += results.filter { $0.code != .created }.map(\.code.rawValue)
        let again = try LedgerMachine.create(transfers: asked, at: 1, in: &store)
        refused += again.filter { $0.code != .exists }.map(\.code.rawValue)
    }

    /// The balances as `SaleBooks` writes them.
    var text: String {
        var words: [String] = []
        for role in AccountRole.allCases {
            guard let account = store.account(ChartOfAccounts.id(role, owner: "acme", asset: "LTC")) else {
                words.append("\(role.rawValue) missing")
                continue
            }
            let net = account.debitsPosted - account.creditsPosted
            if net != 0 { words.append("\(role.rawValue) \(role.side == .debit ? net : -net)") }
        }
        let open = store.transfers.count {
            $0.flags.contains(.pending) && store.resolution(of: $0.id) == nil
        }
        return (words + (open == 0 ? [] : ["pending \(open)"])).joined(separator: " ")
    }

    /// What an independent fold of all transfers finds wrong.
    var findings: [LedgerFinding] { LedgerCheck.findings(accounts: store.accounts, transfers: store.transfers) }

    /// 128 bits of FNV-1a: enough for a test, where nobody looks for collisions. The shell takes SHA-256.
    static func id(_ text: String) -> TransferID {
        let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
        let basis: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
        let hash = text.utf8.reduce(basis) { ($0 ^ UInt128($1)) &* prime }
        return TransferID(high: UInt64(truncatingIfNeeded: hash >> 64), low: UInt64(truncatingIfNeeded: hash))
    }
}
