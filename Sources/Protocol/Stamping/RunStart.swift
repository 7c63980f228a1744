/// Starts a run: so many commissioned units of one product, with serials of the blocks that were granted before.
package struct RunStart: Hashable, Sendable, Codable {
    /// Most units of one run.
    package static let maximumCount = 1_000_000

    /// The run's id, see `StampingText`.
    package var run: String
    /// The product, 14 digits.
    package var gtin: String
    /// The lot (AI 10); for the books, the machine only repeats it.
    package var lot: String?
    /// How many units have to be commissioned.
    package var count: Int

    /// Makes the body.
    package init(run: String, gtin: String, lot: String? = nil, count: Int) {
        self.run = run
        self.gtin = gtin
        self.lot = lot
        self.count = count
    }

    /// Checks what a signature does not cover.
    /// - Throws: `malformed`.
    package func check() throws(ProtocolError) {
        guard StampingText.isID(run), StampingText.isGTIN(gtin), lot.map(StampingText.isSerial) ?? true,
            (1...Self.maximumCount).contains(count)
        else {
            throw ProtocolError(
                .malformed,
                "Run \(run.prefix(64)) needs a proper id, a GTIN of 14 digits, a lot of AI 10 or none, and 1 to"
                    + " \(Self.maximumCount) units."
            )
        }
    }
}
