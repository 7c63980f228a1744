import Protocol
import Rails

/// A sale as a line of CSV.
enum SaleRow {
    /// The names of the columns.
    static let header = [
        "id", "created", "changed", "place", "selection", "name", "machine", "lane", "rail", "status", "money", "goods",
        "ending", "price_minor", "price", "currency", "amount_minor", "amount", "paid_minor", "paid", "asset",
        "refund_due_minor", "refunded_minor", "credit_minor", "lost_minor", "address", "command", "traceparent",
    ]

    /// The cells of a sale, in the order of `header`.
    static func cells(of record: SaleRecord) -> [String] {
        let (terms, state) = (record.quoteTerms, record.state)
        let decimals = terms.asset.decimals
        func whole(_ minor: Int64) -> String { RailAmount.text(minor: minor, decimals: decimals) }
        return [
            record.id, String(record.createdAt), String(record.changedAt), record.place, record.selection,
            record.selectionName, record.machine, record.lane, record.rail, OrderStatus(record).rawValue,
            state.money.rawValue, state.goods.rawValue, state.ending?.rawValue ?? "", String(terms.priceMinor),
            RailAmount.text(minor: terms.priceMinor, decimals: terms.currency.decimals), terms.currency.code,
            String(terms.amountMinor), whole(terms.amountMinor), String(state.totals.seenMinor),
            whole(state.totals.seenMinor), terms.asset.code, String(state.refundDueMinor),
            String(state.refundedMinor), String(state.creditMinor), String(state.lostMinor), record.address ?? "",
            record.command ?? "", record.traceparent,
        ]
    }
}
