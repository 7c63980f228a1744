import Rails

/// The text of a payment's QR code (BIP21: `scheme:address?amount=0.015`).
struct PaymentURI: Equatable {
    /// The text.
    let text: String

    /// The order's own, for its whole amount; nil while it has none.
    init?(_ record: SaleRecord) {
        guard let uri = record.uri else { return nil }
        let seenMinor = record.state.totals.seenMinor
        let priceMinor = record.quoteTerms.amountMinor
        guard seenMinor > 0, seenMinor < priceMinor else {
            text = uri
            return
        }
        // A part is paid: the code asks for the rest, so that nobody pays twice.
        text = Self.asking(
            for: RailAmount.text(minor: priceMinor - seenMinor, decimals: record.quoteTerms.asset.decimals),
            in: uri
        )
    }

    /// The same destination with another amount.
    static func asking(for amount: String, in uri: String) -> String {
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let others = parts.dropFirst().flatMap { $0.split(separator: "&") }.filter { !$0.hasPrefix("amount=") }
        return "\(parts[0])?" + (["amount=\(amount)"] + others).joined(separator: "&")
    }
}
