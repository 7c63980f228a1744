/// A block is on the machine's disk.
package struct SerialBlockGranted: Hashable, Sendable, Codable {
    /// The block's id.
    package var block: String
    /// The product, 14 digits.
    package var gtin: String
    /// How many serials it has.
    package var count: Int

    /// Makes the body.
    package init(block: String, gtin: String, count: Int) {
        self.block = block
        self.gtin = gtin
        self.count = count
    }
}

/// A block is closed: this machine will never use a serial of it again.
package struct SerialBlockReturned: Hashable, Sendable, Codable {
    /// The block's id.
    package var block: String
    /// What was never used, in the block's order. All others have their `StampReport`.
    package var unused: [String]

    /// Makes the body.
    package init(block: String, unused: [String]) {
        self.block = block
        self.unused = unused
    }
}
