package import Hummingbird
import Ledger

/// `/v1/ledger`: accounts, transfers, and the check that anyone with the scope can run.
package struct LedgerRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/ledger/accounts") { _, _ in
            let accounts = try await runtime.view { try SQLLedgerStore($0.transaction).accounts() }
            return try Response.json(LedgerAccounts(accounts: accounts.map(LedgerAccountView.init)))
        }
        router.get("/v1/ledger/transfers") { request, _ in try await transfers(request) }
        router.get("/v1/ledger/check") { _, _ in
            let findings = try await runtime.view { try SQLLedgerStore($0.transaction).check() }
            return try Response.json(LedgerCheckView(findings))
        }
    }

    private func transfers(_ request: Request) async throws -> Response {
        let limit = try request.pageLimit()
        let account = request.query("account")
        let sale = request.query("sale")
        let after = try request.query("after").map { text in
            guard let timestamp = Int64(text), timestamp >= 0 else {
                throw CoordinatorError(.invalid, "after must be the timestamp of a transfer.")
            }
            return timestamp
        }
        let transfers = try await runtime.view { work in
            let store = SQLLedgerStore(work.transaction)
            if let sale { return try store.transfers(userData: sale, limit: limit) }
            if let account { return try store.transfers(of: AccountID(account), after: after ?? 0, limit: limit) }
            return try store.transfers(after: after ?? 0, limit: limit)
        }
        return try Response.json(LedgerTransfers(transfers: transfers.map(LedgerTransferView.init)))
    }
}
