import Database
package import Ledger

/// Which transfers somebody wants to see: the query of `GET /v1/ledger/transfers`, of its CSV, and of the operators'
/// pages.
package struct TransferSearch: Sendable, Hashable {
    /// Only this sale's.
    package var sale: String?
    /// Only those that this account is a side of.
    package var account: String?
    /// Most rows of a page.
    package var limit = HTTPLimits.defaultPageRows
    /// Where to go on, from the page before.
    package var cursor: String?

    private static let cursors = PageCursor(list: "transfers")

    /// All transfers.
    package init() {}

    /// Reads the query of a request.
    /// - Throws: `invalid`, saying which parameter.
    package init(query: (String) -> String?) throws(CoordinatorError) {
        sale = query("sale")
        account = query("account")
        if let text = query("limit") { limit = try HTTPLimits.rows(of: text) }
        cursor = query("cursor")
    }

    /// The transfers that match, in the order of their making.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package func page(in work: Work) throws -> ListPage<Transfer> {
        var after: Int64?
        if let position = try Self.cursors.position(cursor, parts: 1) {
            guard let timestamp = position.first.flatMap(Int64.init) else {
                throw CoordinatorError(.invalid, "The cursor is not one that this list gave; start without one.")
            }
            after = timestamp
        }
        let rows = try SQLLedgerStore(work.transaction).transfers(
            of: account.map { AccountID($0) },
            userData: sale,
            after: after ?? .min,
            limit: limit + 1
        )
        return ListPage(rows, limit: limit) { Self.cursors.text(after: [String($0.timestamp)]) }
    }
}
