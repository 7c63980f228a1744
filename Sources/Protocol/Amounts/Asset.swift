/// What an amount is of. USDC is one asset per chain, so its code names the chain.
package struct Asset: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Upper-case letters, digits and hyphens: `EUR`, `LTC`, `USDC-ETH`, `PLAY`.
    package let code: String

    /// Digits after the point of the customary unit: EUR 2, BTC 8, XMR 12, ETH 9 (gwei), USDC 6.
    package var decimals: Int {
        switch code.split(separator: "-").first.map(String.init) {
        case "BTC", "LTC": 8
        case "XMR": 12
        case "ETH": 9
        case "USDC": 6
        default: 2
        }
    }

    /// Makes an asset of its code.
    /// - Throws: `malformed` when the code has other characters or more than 16.
    package init(_ code: String) throws(ProtocolError) {
        let isCode =
            (2...16).contains(code.utf8.count)
            && code.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isCode else {
            throw ProtocolError(.malformed, "\"\(code.prefix(32))\" is not an asset: write it like EUR or LTC.")
        }
        self.code = code
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    package var description: String { code }
}
