/// The tree over the first `size` leaves of a log, and the proofs that it gives (RFC 6962 section 2.1).
package struct LogTree<Source: HashSource> {
    /// How many leaves.
    package let size: UInt64
    private let source: Source

    /// Takes the tree of a size; the source must have the hashes of that many leaves.
    package init(size: UInt64, source: Source) {
        self.size = size
        self.source = source
    }

    /// The root.
    /// - Throws: what the source throws.
    package func root() throws(PassportError) -> TreeHash {
        size == 0 ? .empty : try hash(of: 0..<size)
    }

    /// The hashes beside the way from a leaf up to the root, the lowest first.
    /// - Throws: `badProof` when there is no such leaf, and what the source throws.
    package func inclusionProof(of index: UInt64) throws(PassportError) -> [TreeHash] {
        guard index < size else {
            throw PassportError(.badProof, "A tree of \(size) leaves has no leaf \(index), so nothing proves it.")
        }
        var proof: [TreeHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.leftCount(of: range)
            if index < middle {
                proof.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return proof.reversed()
    }

    /// The hashes that show that the tree of `oldSize` leaves is the beginning of this one.
    /// - Throws: `badProof` when that tree is larger, and what the source throws.
    package func consistencyProof(from oldSize: UInt64) throws(PassportError) -> [TreeHash] {
        guard oldSize <= size else {
            throw PassportError(.badProof, "A tree of \(oldSize) leaves is not the beginning of one of \(size).")
        }
        guard oldSize > 0, oldSize < size else { return [] }
        var proof: [TreeHash] = []
        var range = 0..<size
        // The old root itself is known to who asks, as long as the way has only gone left.
        var isOldRoot = true
        while oldSize < range.upperBound {
            let middle = range.lowerBound + Self.leftCount(of: range)
            if oldSize <= middle {
                proof.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                isOldRoot = false
            }
        }
        if !isOldRoot { proof.append(try hash(of: range)) }
        return proof.reversed()
    }

    /// The hash over leaves; the range begins where a subtree of its size may.
    private func hash(of range: Range<UInt64>) throws(PassportError) -> TreeHash {
        let count = range.upperBound - range.lowerBound
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try source.hash(level: level, index: range.lowerBound >> UInt64(level))
        }
        let middle = range.lowerBound + Self.leftCount(of: range)
        return .node(try hash(of: range.lowerBound..<middle), try hash(of: middle..<range.upperBound))
    }

    /// The largest power of two below the number of leaves.
    private static func leftCount(of range: Range<UInt64>) -> UInt64 {
        let count = range.upperBound - range.lowerBound
        return 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
