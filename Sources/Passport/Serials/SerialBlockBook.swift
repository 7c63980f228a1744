/// All blocks that were ever granted, and the one rule over them: a serial of a product is in one block at most, also
/// when that block was returned.
package struct SerialBlockBook: Sendable {
    private var blocksByProduct: [GTIN: [SerialBlock]] = [:]
    private var productByBlock: [String: GTIN] = [:]

    /// A book without blocks.
    package init() {}

    /// Grants a block.
    /// - Throws: `repeated` when a block has this id, `alreadyUsed` when another block has one of the serials.
    package mutating func grant(_ block: SerialBlock) throws(PassportError) {
        guard productByBlock[block.id] == nil else {
            throw PassportError(.repeated, "There is a block \(block.id) already; give the new one an id of its own.")
        }
        for other in blocksByProduct[block.gtin, default: []] {
            guard let serial = block.content.overlap(with: other.content) else { continue }
            throw PassportError(
                .alreadyUsed,
                "The serial \(serial) of \(block.gtin) is in block \(other.id)"
                    + "\(other.isReturned ? ", which was returned" : ""); grant others."
            )
        }
        productByBlock[block.id] = block.gtin
        blocksByProduct[block.gtin, default: []].append(block)
    }

    /// The block of this id.
    package func block(_ id: String) -> SerialBlock? {
        productByBlock[id].flatMap { blocksByProduct[$0]?.first { $0.id == id } }
    }

    /// Marks a serial of a block as used.
    /// - Throws: `notInBlock`, `alreadyUsed` or `blockReturned`.
    package mutating func use(_ serial: Serial, of id: String) throws(PassportError) {
        var block = try existing(id)
        try block.use(serial)
        replace(block)
    }

    /// Takes a block back.
    /// - Returns: the serials that are inactive from now on.
    /// - Throws: `notInBlock` when there is no such block.
    package mutating func giveBack(_ id: String) throws(PassportError) -> [Serial] {
        var block = try existing(id)
        let unused = block.giveBack()
        replace(block)
        return unused
    }

    private func existing(_ id: String) throws(PassportError) -> SerialBlock {
        guard let block = block(id) else { throw PassportError(.notInBlock, "There is no block \(id).") }
        return block
    }

    private mutating func replace(_ block: SerialBlock) {
        guard let index = blocksByProduct[block.gtin]?.firstIndex(where: { $0.id == block.id }) else { return }
        blocksByProduct[block.gtin]?[index] = block
    }
}
