/// Where the hashes of complete subtrees come from.
package protocol HashSource {
    /// The hash of the complete subtree over the 2^level leaves from index × 2^level on.
    /// - Throws: `missingHash` or `malformed`.
    func hash(level: Int, index: UInt64) throws(PassportError) -> TreeHash
}

/// The hashes of a tree as they stand in its tiles.
package struct TileHashes: HashSource {
    /// How many leaves the tree has.
    package let size: UInt64
    private let read: (TileCoordinate) throws(PassportError) -> [UInt8]

    /// Reads tiles of a tree of `size` leaves by a function that returns their bytes, or throws `missingHash`. The
    /// bytes are believed as far as their number goes: whoever reads foreign tiles compares the root with a checkpoint.
    package init(size: UInt64, read: @escaping (TileCoordinate) throws(PassportError) -> [UInt8]) {
        self.size = size
        self.read = read
    }

    package func hash(level: Int, index: UInt64) throws(PassportError) -> TreeHash {
        guard level < 63, index < size >> UInt64(level) else {
            throw PassportError(
                .missingHash,
                "A tree of \(size) leaves has no complete subtree \(index) of level \(level)."
            )
        }
        // Within its tile the subtree is one of 2^(level mod 8) neighbours.
        let height = level % 8
        let first = index << UInt64(height)
        let coordinate = TileCoordinate.holding(level: level / 8, hashIndex: first, size: size)
        let bytes = try self.bytes(of: coordinate)
        let start = Int(first % UInt64(TileCoordinate.fullWidth)) * TreeHash.byteCount
        var hashes = (0..<1 << height).compactMap { place in
            TreeHash(bytes[start + place * TreeHash.byteCount..<start + (place + 1) * TreeHash.byteCount])
        }
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count, by: 2).map { .node(hashes[$0], hashes[$0 + 1]) }
        }
        return hashes[0]
    }

    /// The bytes of a tile.
    /// - Throws: `malformed` when they are of another number than its width says, and what reading throws.
    package func bytes(of coordinate: TileCoordinate) throws(PassportError) -> [UInt8] {
        let bytes = try read(coordinate)
        guard bytes.count == coordinate.width * TreeHash.byteCount else {
            throw PassportError(
                .malformed,
                "Tile \(coordinate) has \(bytes.count) bytes, not \(coordinate.width * TreeHash.byteCount)."
            )
        }
        return bytes
    }
}
