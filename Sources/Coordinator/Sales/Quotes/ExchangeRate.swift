/// The price of one whole unit of an asset, as an exact decimal number. No floating point is involved anywhere.
package struct ExchangeRate: Hashable, Codable, Sendable {
    /// The number as it was configured or received, e.g. `"82.15"`.
    package let text: String

    /// The rate is `numerator / denominator`; both are positive.
    let numerator: UInt64

    /// A power of ten.
    let denominator: UInt64

    /// Reads a decimal number: digits, and at most one point between digits; positive; at most 18 digits.
    /// - Throws: `invalid`.
    package init(_ text: String) throws(CoordinatorError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.joined()
        let isNumber =
            (1...18).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && parts.allSatisfy { !$0.isEmpty }
        guard isNumber, let numerator = UInt64(digits), numerator > 0 else {
            throw CoordinatorError(
                .invalid,
                "\"\(text.prefix(32))\" is not a rate."
                    + " Write a positive decimal number of at most 18 digits, like 82.15."
            )
        }
        self.text = text
        self.numerator = numerator
        denominator = parts.count == 2 ? Self.powerOfTen(parts[1].utf8.count) : 1
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// 10 to the power of 0...18.
    static func powerOfTen(_ exponent: Int) -> UInt64 {
        precondition((0...18).contains(exponent), "a power of ten must fit 64 bits")
        return (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
