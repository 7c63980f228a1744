/// What a rail is paid in.
package struct RailAsset: Hashable, Codable, Sendable {
    /// The asset's code in the books, e.g. `"LTC"` or `"SANDBOX-EUR"`.
    package var code: String

    /// How many decimal digits one minor unit stands behind the point: 8 for LTC, 2 for EUR.
    package var decimals: Int

    /// - Parameter decimals: 0 to 18, so that one whole unit fits in `Int64` minor units.
    package init(code: String, decimals: Int) {
        precondition((0...18).contains(decimals), "an asset has 0 to 18 decimals")
        self.code = code
        self.decimals = decimals
    }
}
