import Rails

/// Amounts as people read and write them.
struct PageMoney: Sendable {
    /// Decimals of the minor unit, by the code of the asset or currency.
    private let decimals: [String: Int]
    /// What the price lists are written in.
    let currency: QuoteTerms.Unit

    init(_ configuration: CoordinatorConfiguration, _ rails: RailSet) {
        currency = configuration.currency
        var decimals = [configuration.currency.code: configuration.currency.decimals]
        for stand in rails.stands { decimals[stand.rail.asset.code] = stand.rail.asset.decimals }
        self.decimals = decimals
    }

    /// `1.50 EUR`; an asset that no rail has any more is shown in its minor units.
    func text(_ minor: Int64, _ code: String) -> String {
        guard let decimals = decimals[code] else { return "\(minor) minor units of \(code)" }
        return Self.text(minor, QuoteTerms.Unit(code: code, decimals: decimals))
    }

    /// `1.50 EUR`.
    static func text(_ minor: Int64, _ unit: QuoteTerms.Unit) -> String {
        "\(number(minor, decimals: unit.decimals)) \(unit.code)"
    }

    /// `1.50`: two decimals are kept, more are written as far as they go.
    static func number(_ minor: Int64, decimals: Int) -> String {
        let parts = RailAmount.text(minor: minor, decimals: decimals)
            .split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        var fraction = parts.count > 1 ? parts[1] : ""
        if decimals > 0 {
            fraction += String(repeating: "0", count: max(0, min(2, decimals) - fraction.utf8.count))
        }
        return fraction.isEmpty ? parts[0] : "\(parts[0]).\(fraction)"
    }

    /// The minor units of a price that a person wrote, e.g. `1.50` or `1,5`; nil when it is none.
    func price(_ text: String) -> Int64? {
        let trimmed = text.trimmed
        let plain = trimmed.replacing(",", with: ".")
        guard !plain.isEmpty, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
            let amount = try? RailAmount(text: plain, decimals: currency.decimals), amount.remainderText == nil
        else { return nil }
        return amount.minor
    }
}
