import Protocol

/// Amounts for people, and back: the API speaks minor units.
enum AmountText {
    /// `1.50 EUR` of `150` and `EUR`; minor units with a word when they can't be understood.
    static func whole(_ minor: String, _ asset: String) -> String {
        guard let number = Int64(minor), let asset = try? Asset(asset) else {
            return "\(minor) minor units of \(asset)"
        }
        return Amount(number, asset).description
    }

    /// The minor units of `1.50`, `1.5` or `2`.
    /// - Throws: `CommandError` when it is no amount above 0, or has more decimals than the asset.
    static func minor(_ text: String, _ asset: String) throws -> String {
        let decimals = try Asset(asset).decimals
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = parts[0] + fraction
        let isNumber =
            !parts[0].isEmpty && (parts.count == 1 || !fraction.isEmpty)
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, fraction.count <= decimals,
            let number = Int64(digits + String(repeating: "0", count: decimals - fraction.count)), number > 0
        else {
            throw CommandError(
                "“\(text)” is no amount of \(asset): write it with a point and at most \(decimals) decimals,"
                    + " like 1.50.",
                status: .usage
            )
        }
        return String(number)
    }
}
