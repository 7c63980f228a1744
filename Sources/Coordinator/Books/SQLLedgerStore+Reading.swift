package import Ledger
internal import Database

extension SQLLedgerStore {
    /// All accounts by id.
    package func accounts() throws -> [Account] {
        try transaction.rows("SELECT * FROM account ORDER BY id", [:]).map(Account.init(row:))
    }

    /// Transfers in the order of their making, after a timestamp.
    package func transfers(after timestamp: Int64 = 0, limit: Int) throws -> [Transfer] {
        try transaction.rows(
            "SELECT * FROM transfer WHERE timestamp > $after ORDER BY timestamp LIMIT $limit",
            ["after": .integer(timestamp), "limit": .integer(Int64(limit))]
        ).map(Transfer.init(row:))
    }

    /// Transfers of an account in the order of their making, after a timestamp.
    package func transfers(
        of account: AccountID,
        after timestamp: Int64 = 0,
        limit: Int
    ) throws -> [Transfer] {
        try transaction.rows(
            """
            SELECT * FROM (SELECT * FROM transfer WHERE debit_account = $account AND timestamp > $after
                UNION ALL SELECT * FROM transfer WHERE credit_account = $account AND timestamp > $after)
            ORDER BY timestamp LIMIT $limit
            """,
            [
                "account": .text(account.text), "after": .integer(timestamp), "limit": .integer(Int64(limit)),
            ]
        ).map(Transfer.init(row:))
    }

    /// Transfers that belong to something, such as a sale, in the order of their making.
    package func transfers(userData: String, limit: Int) throws -> [Transfer] {
        try transaction.rows(
            """
            SELECT * FROM transfer WHERE user_data = $userData AND user_data <> '' ORDER BY timestamp LIMIT $limit
            """,
            ["userData": .text(userData), "limit": .integer(Int64(limit))]
        ).map(Transfer.init(row:))
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
