import Ledger
import Rails

/// A transfer as a line of CSV.
enum TransferRow {
    /// The names of the columns.
    static let header = [
        "id", "timestamp", "step", "kind", "debit", "credit", "amount_minor", "amount", "asset", "sale", "pending",
    ]

    /// The cells of a transfer, in the order of `header`.
    /// - Parameter decimals: of the assets of this coordinator's rails; another asset has minor units only.
    static func cells(of transfer: Transfer, _ decimals: [String: Int]) -> [String] {
        let view = LedgerTransferView(transfer)
        let amount = decimals[view.asset].map { RailAmount.text(minor: transfer.amount, decimals: $0) }
        return [
            view.id, String(view.timestamp), view.step, view.kind, view.debit, view.credit, view.amount, amount ?? "",
            view.asset, view.sale, view.pending ?? "",
        ]
    }
}
