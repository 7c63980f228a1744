/// Grows a log leaf by leaf. It keeps the hashes of the partial tile of each level, at most 255 each, which is all that
/// the next leaf and the root need.
package struct TileBuilder: Sendable {
    /// How many leaves the log has.
    package private(set) var size: UInt64 = 0
    private var partials: [[TreeHash]] = []
    private var full: [Tile] = []
    private var changedLevels: Set<Int> = []

    /// A tile to be written.
    package struct Tile: Hashable, Sendable {
        /// Which.
        package let coordinate: TileCoordinate
        /// Its hashes, one after another.
        package let bytes: [UInt8]
    }

    /// An empty log.
    package init() {}

    /// Goes on with a log of `size` leaves from its partial tiles.
    /// - Throws: `malformed` when a tile has another length, and what `read` throws.
    package init(
        size: UInt64,
        read: (TileCoordinate) throws(PassportError) -> [UInt8]
    ) throws(PassportError) {
        self.size = size
        var hashes = size
        while hashes > 0 {
            let width = Int(hashes % UInt64(TileCoordinate.fullWidth))
            var partial: [TreeHash] = []
            if width > 0 {
                let index = hashes / UInt64(TileCoordinate.fullWidth)
                let coordinate = TileCoordinate(.hashes(level: partials.count), index: index, width: width)
                let bytes = try read(coordinate)
                guard bytes.count == width * TreeHash.byteCount else {
                    throw PassportError(.malformed, "Tile \(coordinate) has \(bytes.count) bytes; it was cut off.")
                }
                partial = (0..<width).compactMap { place in
                    TreeHash(bytes[place * TreeHash.byteCount..<(place + 1) * TreeHash.byteCount])
                }
            }
            partials.append(partial)
            hashes /= UInt64(TileCoordinate.fullWidth)
        }
    }

    /// Adds a leaf.
    package mutating func append(_ leaf: TreeHash) {
        size += 1
        var hash = leaf
        var level = 0
        while true {
            if level == partials.count { partials.append([]) }
            partials[level].append(hash)
            changedLevels.insert(level)
            guard partials[level].count == TileCoordinate.fullWidth else { return }
            let index = (size >> UInt64(8 * level)) / UInt64(TileCoordinate.fullWidth) - 1
            full.append(tile(level, index, partials[level]))
            hash = Self.combined(partials[level])
            partials[level] = []
            level += 1
        }
    }

    /// The tiles that are new or have grown since the last call: full ones in the order in which they became full, then
    /// the partial ones.
    package mutating func takeTiles() -> [Tile] {
        defer {
            full = []
            changedLevels = []
        }
        return full
            + changedLevels.sorted().filter { !partials[$0].isEmpty }.map { level in
                tile(level, (size >> UInt64(8 * level)) / UInt64(TileCoordinate.fullWidth), partials[level])
            }
    }

    /// The root over all leaves.
    package var root: TreeHash {
        // From the right: the small subtrees at the end, then the larger ones before them.
        var root: TreeHash?
        for partial in partials {
            var end = partial.count
            while end > 0 {
                let count = end & -end
                let hash = Self.combined(Array(partial[end - count..<end]))
                root = root.map { .node(hash, $0) } ?? hash
                end -= count
            }
        }
        return root ?? .empty
    }

    private func tile(_ level: Int, _ index: UInt64, _ hashes: [TreeHash]) -> Tile {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * TreeHash.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return Tile(
            coordinate: TileCoordinate(.hashes(level: level), index: index, width: hashes.count),
            bytes: bytes
        )
    }

    /// The hash over a power of two of neighbours.
    private static func combined(_ hashes: [TreeHash]) -> TreeHash {
        var hashes = hashes
        while hashes.count > 1 {
            hashes = stride(from: 0, to: hashes.count, by: 2).map { .node(hashes[$0], hashes[$0 + 1]) }
        }
        return hashes[0]
    }
}
