/// Serials of one product that one machine may use, granted in one act and used offline. Whatever is not used when it
/// is returned becomes `inactive` and is never granted again.
package struct SerialBlock: Hashable, Sendable {
    /// Names the block.
    package let id: String
    /// The brand or operator whose serials these are.
    package let owner: String
    /// Of which product.
    package let gtin: GTIN
    /// The machine that may use them.
    package let machine: String
    /// Which serials.
    package let content: SerialBlockContent
    /// Whether it came back.
    package private(set) var isReturned = false

    private var usedPlaces: Set<Int> = []

    /// Grants a block.
    package init(id: String, owner: String, gtin: GTIN, machine: String, content: SerialBlockContent) {
        self.id = id
        self.owner = owner
        self.gtin = gtin
        self.machine = machine
        self.content = content
    }

    /// How many were granted.
    package var grantedCount: Int { content.count }
    /// How many were used.
    package var usedCount: Int { usedPlaces.count }
    /// How many came back; 0 until the block was returned.
    package var returnedCount: Int { isReturned ? grantedCount - usedCount : 0 }

    /// Whether a serial of the block was used.
    package func isUsed(_ serial: Serial) -> Bool { content.place(of: serial).map(usedPlaces.contains) ?? false }

    /// Marks a serial as used: from its intent on, whatever comes of it.
    /// - Throws: `notInBlock`, `alreadyUsed` or `blockReturned`.
    package mutating func use(_ serial: Serial) throws(PassportError) {
        guard let place = content.place(of: serial) else {
            throw PassportError(
                .notInBlock,
                "The serial \(serial) is not one of block \(id); ask for a block that has it."
            )
        }
        guard !isReturned else {
            throw PassportError(
                .blockReturned,
                "Block \(id) was returned, so \(serial) is inactive; ask for a new block."
            )
        }
        guard usedPlaces.insert(place).inserted else {
            throw PassportError(.alreadyUsed, "The serial \(serial) of block \(id) was used before; take the next one.")
        }
    }

    /// The lowest place that was not used yet; nil when none is left or the block was returned.
    package var next: Serial? {
        guard !isReturned else { return nil }
        return (0..<content.count).first { !usedPlaces.contains($0) }.map(content.serial)
    }

    /// Takes the block back. A second time gives the same answer.
    /// - Returns: the serials that were not used, now inactive for ever, in the order of the block.
    package mutating func giveBack() -> [Serial] {
        isReturned = true
        return (0..<content.count).filter { !usedPlaces.contains($0) }.map(content.serial)
    }
}
