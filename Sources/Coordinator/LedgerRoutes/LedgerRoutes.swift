package import Hummingbird
import Ledger

/// `/v1/ledger`: accounts, transfers, and the check that anyone with the scope can run.
package struct LedgerRoutes: Sendable {
    let runtime: Runtime

    /// Makes the routes.
    package init(runtime: Runtime) { self.runtime = runtime }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/ledger/accounts") { request, _ in try await accounts(request) }
        router.get("/v1/ledger/transfers") { request, _ in try await transfers(request) }
        router.get("/v1/ledger/check") { _, _ in
            let findings = try await runtime.view { try SQLLedgerStore($0.transaction).check() }
            return try Response.json(LedgerCheckView(findings))
        }
    }

    private func accounts(_ request: Request) async throws -> Response {
        let limit = try request.pageLimit()
        let cursors = PageCursor(list: "accounts")
        let after = try cursors.position(request.query("cursor"), parts: 1)?.first ?? ""
        let rows = try await runtime.view {
            try SQLLedgerStore($0.transaction).accounts(after: after, limit: limit + 1)
        }
        let page = ListPage(rows, limit: limit) { cursors.text(after: [$0.id.text]) }
        return try Response.page("accounts", page.map(LedgerAccountView.init))
    }

    private func transfers(_ request: Request) async throws -> Response {
        let search = try TransferSearch { request.query($0) }
        let page = try await runtime.view { try search.page(in: $0) }
        return try Response.page("transfers", page.map(LedgerTransferView.init))
    }
}
