/// Checks of proofs: nothing but hashes is needed, and nobody is asked (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
package enum LogProofs {
    /// Checks that a leaf stands at an index in the tree of a root.
    /// - Throws: `badProof`.
    package static func checkInclusion(
        of leaf: TreeHash,
        at index: UInt64,
        in root: TreeHash,
        size: UInt64,
        proof: [TreeHash]
    ) throws(PassportError) {
        guard index < size else {
            throw PassportError(.badProof, "A tree of \(size) leaves has no leaf \(index).")
        }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for other in proof {
            guard last > 0 else { throw tooManyHashes }
            if place & 1 == 1 || place == last {
                hash = .node(other, hash)
                while place & 1 == 0 && place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, other)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        guard last == 0 else { throw PassportError(.badProof, "The proof of leaf \(index) has too few hashes.") }
        guard hash == root else {
            throw PassportError(
                .badProof,
                "The leaf is not number \(index) of this tree of \(size): the product's data or the proof was changed."
            )
        }
    }

    /// Checks that the tree of one root is the beginning of the tree of another.
    /// - Throws: `badProof`.
    package static func checkConsistency(
        from oldRoot: TreeHash,
        oldSize: UInt64,
        to root: TreeHash,
        size: UInt64,
        proof: [TreeHash]
    ) throws(PassportError) {
        guard oldSize <= size else {
            throw PassportError(.badProof, "A tree of \(oldSize) leaves is not the beginning of one of \(size).")
        }
        guard oldSize > 0, oldSize < size else {
            guard proof.isEmpty else { throw tooManyHashes }
            guard oldSize == size ? oldRoot == root : oldRoot == .empty else { throw rewritten(oldSize, size) }
            return
        }
        var (place, last) = (oldSize - 1, size - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var hashes = proof[...]
        // A complete old tree is a subtree of the new one, so its root is not repeated in the proof.
        guard let first = oldSize & (oldSize - 1) == 0 ? oldRoot : hashes.popFirst() else {
            throw PassportError(.badProof, "The proof of consistency is empty.")
        }
        var (oldHash, hash) = (first, first)
        for other in hashes {
            guard last > 0 else { throw tooManyHashes }
            if place & 1 == 1 || place == last {
                oldHash = .node(other, oldHash)
                hash = .node(other, hash)
                while place & 1 == 0 && place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, other)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        guard last == 0, oldHash == oldRoot, hash == root else { throw rewritten(oldSize, size) }
    }

    private static var tooManyHashes: PassportError { PassportError(.badProof, "The proof has too many hashes.") }

    private static func rewritten(_ oldSize: UInt64, _ size: UInt64) -> PassportError {
        PassportError(
            .badProof,
            "The log of \(size) leaves does not begin with the \(oldSize) that were shown before: it was rewritten, or "
                + "the proof was changed."
        )
    }
}
