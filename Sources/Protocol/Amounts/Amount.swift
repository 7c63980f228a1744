/// A whole number of an asset's minor units. On the wire the number is a decimal string, because JSON readers lose
/// digits of large numbers.
package struct Amount: Hashable, Sendable, Codable, CustomStringConvertible {
    /// How many minor units; negative only in differences.
    package let minorUnits: Int64
    /// Of what.
    package let asset: Asset

    /// Makes an amount.
    package init(_ minorUnits: Int64, _ asset: Asset) {
        self.minorUnits = minorUnits
        self.asset = asset
    }

    private enum CodingKeys: String, CodingKey {
        case minorUnits = "amount"
        case asset
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .minorUnits)
        // One text for one number: no plus sign, no leading zeros.
        guard let value = Int64(text), String(value) == text else {
            throw ProtocolError(.malformed, "\"\(text.prefix(32))\" is not an amount: a decimal string of minor units.")
        }
        minorUnits = value
        asset = try container.decode(Asset.self, forKey: .asset)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(String(minorUnits), forKey: .minorUnits)
        try container.encode(asset, forKey: .asset)
    }

    /// The sum.
    /// - Throws: `malformed` when the assets differ or the sum does not fit.
    package func adding(_ other: Amount) throws(ProtocolError) -> Amount {
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard asset == other.asset, !overflow else {
            throw ProtocolError(.malformed, "\(self) and \(other) can't be added.")
        }
        return Amount(sum, asset)
    }

    /// The number in the customary unit, with all its decimals: `1.50`.
    package var number: String {
        let digits = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, asset.decimals + 1 - digits.count)) + digits
        let sign = minorUnits < 0 ? "-" : ""
        guard asset.decimals > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(asset.decimals)).\(padded.suffix(asset.decimals))"
    }

    /// The amount for people: `1.50 EUR`.
    package var description: String { "\(number) \(asset.code)" }
}
