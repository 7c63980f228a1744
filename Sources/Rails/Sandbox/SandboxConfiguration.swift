/// Everything a person decides about one sandbox rail.
package struct SandboxConfiguration: Hashable, Sendable {
    /// The rail's name.
    package var id: String

    /// The play currency; its code must begin with `SANDBOX-`, so that play money never looks like money in the books.
    package var asset: RailAsset

    /// The folder of `sandbox.jsonl`; it must exist. One process at a time may have it open.
    package var directory: String

    /// Whether payments arrive `held` and wait for capture or release.
    package var canHold: Bool

    /// When a payment is final; `.confirmations` lets tests play a chain.
    package var finality: RailCapabilities.Finality

    /// Euros of play money that cannot be held and are final at once, unless said otherwise.
    package init(
        id: String = "sandbox",
        asset: RailAsset = RailAsset(code: "SANDBOX-EUR", decimals: 2),
        directory: String,
        canHold: Bool = false,
        finality: RailCapabilities.Finality = .immediate
    ) {
        self.id = id
        self.asset = asset
        self.directory = directory
        self.canHold = canHold
        self.finality = finality
    }
}
