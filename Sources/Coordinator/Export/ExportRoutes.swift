package import Hummingbird
import Ledger
import Rails

/// `/v1/sales.csv` and `/v1/ledger/transfers.csv`: what the lists of the same name hold, whole, for spreadsheets.
package struct ExportRoutes: Sendable {
    let runtime: Runtime
    let rails: RailSet

    /// Makes the routes.
    package init(runtime: Runtime, rails: RailSet) {
        self.runtime = runtime
        self.rails = rails
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/v1/sales.csv") { request, _ in try await sales(request) }
        router.get("/v1/ledger/transfers.csv") { request, _ in try await transfers(request) }
    }

    private func sales(_ request: Request) async throws -> Response {
        var search = try SaleSearch { request.query($0) }
        search.limit = HTTPLimits.pageRows
        let (all, runtime) = (search, runtime)
        return try await CSVExport(file: "sales.csv", header: SaleRow.header) { cursor in
            var search = all
            search.cursor = cursor
            let part = search
            return try await runtime.view { try part.page(in: $0) }.map { SaleRow.cells(of: $0) }
        }.response()
    }

    private func transfers(_ request: Request) async throws -> Response {
        var search = try TransferSearch { request.query($0) }
        search.limit = HTTPLimits.pageRows
        let (all, runtime) = (search, runtime)
        let decimals = Dictionary(
            rails.stands.map { ($0.rail.asset.code, $0.rail.asset.decimals) },
            uniquingKeysWith: { first, _ in first }
        )
        return try await CSVExport(file: "transfers.csv", header: TransferRow.header) { cursor in
            var search = all
            search.cursor = cursor
            let part = search
            return try await runtime.view { try part.page(in: $0) }.map { TransferRow.cells(of: $0, decimals) }
        }.response()
    }
}
