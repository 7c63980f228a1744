package import Ledger
internal import Database

extension SQLLedgerStore {
    /// All accounts by id.
    package func accounts() throws -> [Account] {
        try transaction.rows("SELECT * FROM account ORDER BY id", [:]).map(Account.init(row:))
    }

    /// Accounts by id, after one.
    package func accounts(after id: String, limit: Int) throws -> [Account] {
        try transaction.rows(
            "SELECT * FROM account WHERE id > $after ORDER BY id LIMIT $limit",
            ["after": .text(id), "limit": .integer(Int64(limit))]
        ).map(Account.init(row:))
    }

    /// Transfers in the order of their making, after a timestamp.
    /// - Parameters:
    ///   - account: only those that this account is a side of.
    ///   - userData: only those that belong to this, such as a sale.
    package func transfers(
        of account: AccountID? = nil,
        userData: String? = nil,
        after timestamp: Int64 = .min,
        limit: Int
    ) throws -> [Transfer] {
        var conditions = ["timestamp > $after"]
        var bindings: [String: DatabaseValue] = ["after": .integer(timestamp), "limit": .integer(Int64(limit))]
        if let userData {
            conditions.append("user_data = $userData AND user_data <> ''")
            bindings["userData"] = .text(userData)
        }
        let filter = conditions.joined(separator: " AND ")
        var sides = "SELECT * FROM transfer WHERE \(filter)"
        if let account {
            // One index for each side; no transfer has the same account on both.
            sides = """
                SELECT * FROM (SELECT * FROM transfer WHERE debit_account = $account AND \(filter)
                    UNION ALL SELECT * FROM transfer WHERE credit_account = $account AND \(filter))
                """
            bindings["account"] = .text(account.text)
        }
        return try transaction.rows("\(sides) ORDER BY timestamp LIMIT $limit", bindings).map(Transfer.init(row:))
    }

    /// Folds all transfers anew and compares: empty when the books are right. Reads in pages, in one snapshot.
    package func check(pageSize: Int = 1_000) throws -> [LedgerFinding] {
        var check = LedgerCheck()
        var last: Int64 = .min
        while true {
            let page = try transfers(after: last, limit: pageSize)
            for transfer in page { check.add(transfer) }
            guard let end = page.last else { return check.findings(accounts: try accounts()) }
            last = end.timestamp
        }
    }
}
