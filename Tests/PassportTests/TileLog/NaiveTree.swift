import Passport

/// The tree and its proofs word for word as RFC 6962 section 2.1 defines them, over leaf hashes; slow, and remembers.
final class NaiveTree: HashSource {
    let leaves: [TreeHash]
    private var known: [Range<Int>: TreeHash] = [:]

    init(_ count: Int) {
        leaves = (0..<count).map { TreeHash.leaf(Self.entry($0)) }
    }

    static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    func root(_ range: Range<Int>) -> TreeHash {
        if range.isEmpty { return .empty }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let hash = known[range] { return hash }
        let middle = range.lowerBound + Self.split(range.count)
        let hash = TreeHash.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        known[range] = hash
        return hash
    }

    func path(_ index: Int, _ range: Range<Int>) -> [TreeHash] {
        if range.count == 1 { return [] }
        let middle = range.lowerBound + Self.split(range.count)
        return index < middle
            ? path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    func proof(_ old: Int, _ size: Int) -> [TreeHash] {
        old == 0 || old == size ? [] : subproof(old, 0..<size, true)
    }

    private func subproof(_ end: Int, _ range: Range<Int>, _ isWhole: Bool) -> [TreeHash] {
        if end == range.upperBound { return isWhole ? [] : [root(range)] }
        let middle = range.lowerBound + Self.split(range.count)
        return end <= middle
            ? subproof(end, range.lowerBound..<middle, isWhole) + [root(middle..<range.upperBound)]
            : subproof(end, middle..<range.upperBound, false) + [root(range.lowerBound..<middle)]
    }

    private static func split(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }

    func hash(level: Int, index: UInt64) throws(PassportError) -> TreeHash {
        let start = Int(index) << level
        guard start + (1 << level) <= leaves.count else { throw PassportError(.missingHash, "no such subtree") }
        return root(start..<start + (1 << level))
    }
}
