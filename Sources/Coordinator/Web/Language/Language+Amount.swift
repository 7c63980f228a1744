import Rails

extension Language {
    /// An amount as people write it: `€1.50`, `1,50 €`, `0.015 LTC`. Currencies keep their decimals; other assets drop
    /// zeros at the end, and keep the point, because it is what wallets take.
    func amount(_ minor: Int64, _ unit: QuoteTerms.Unit) -> String {
        let code = unit.displayCode
        let plain = RailAmount.text(minor: minor, decimals: unit.decimals)
        guard unit.decimals <= 3 else { return "\(plain)\u{A0}\(code)" }
        let number = Self.padded(plain, decimals: unit.decimals)
        let symbol = Self.symbols[code]
        switch self {
        case .english: return symbol.map { $0 + number } ?? "\(number)\u{A0}\(code)"
        case .german: return "\(number.replacing(".", with: ","))\u{A0}\(symbol ?? code)"
        }
    }

    private static let symbols = ["EUR": "€", "USD": "$", "GBP": "£"]

    /// `1.5` as `1.50`.
    private static func padded(_ text: String, decimals: Int) -> String {
        guard decimals > 0 else { return text }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction)\(String(repeating: "0", count: max(0, decimals - fraction.utf8.count)))"
    }
}

extension QuoteTerms.Unit {
    /// What the codes of play currencies begin with.
    private static let playMoneyPrefix = "SANDBOX-"

    /// Whether it is worth nothing.
    var isPlayMoney: Bool { code.hasPrefix(Self.playMoneyPrefix) }

    /// The code as customers read it, beside a mark that says whether it is play money.
    var displayCode: String { isPlayMoney ? String(code.dropFirst(Self.playMoneyPrefix.count)) : code }
}
