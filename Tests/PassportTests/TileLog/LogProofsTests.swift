import Passport
import TestSupport
import Testing

@Suite("Checks of the log's proofs")
struct LogProofsTests {
    private static func includes(
        _ leaf: TreeHash,
        _ index: Int,
        _ root: TreeHash,
        _ size: Int,
        _ proof: [TreeHash]
    ) -> Bool {
        do throws(PassportError) {
            try LogProofs.checkInclusion(of: leaf, at: UInt64(index), in: root, size: UInt64(size), proof: proof)
            return true
        } catch {
            return false
        }
    }

    private static func extends(_ old: TreeHash, _ oldSize: Int, _ new: TreeHash, _ size: Int, _ proof: [TreeHash])
        -> Bool
    {
        do throws(PassportError) {
            try LogProofs.checkConsistency(
                from: old,
                oldSize: UInt64(oldSize),
                to: new,
                size: UInt64(size),
                proof: proof
            )
            return true
        } catch {
            return false
        }
    }

    private static let other = TreeHash.leaf([1, 2, 3])

    @Test func nothingChangedIsIncluded() throws {
        let naive = NaiveTree(130)
        try forAll { random in
            let size = Int.random(in: 2...130, using: &random)
            let index = Int.random(in: 0..<size, using: &random)
            let (leaf, root, proof) = (naive.leaves[index], naive.root(0..<size), naive.path(index, 0..<size))
            try #require(Self.includes(leaf, index, root, size, proof))
            try #require(!Self.includes(Self.other, index, root, size, proof))
            try #require(!Self.includes(leaf, index, Self.other, size, proof))
            try #require(!Self.includes(leaf, (index + 1) % size, root, size, proof))
            try #require(!Self.includes(leaf, size, root, size, proof))
            try #require(!Self.includes(leaf, index, root, size, Array(proof.dropLast())))
            try #require(!Self.includes(leaf, index, root, size, proof + [Self.other]))
            for place in proof.indices {
                var wrong = proof
                wrong[place] = Self.other
                try #require(!Self.includes(leaf, index, root, size, wrong))
            }
        }
    }

    @Test func nothingRewrittenIsConsistent() throws {
        let naive = NaiveTree(130)
        try forAll { random in
            let size = Int.random(in: 2...130, using: &random)
            let oldSize = Int.random(in: 1..<size, using: &random)
            let (old, new) = (naive.root(0..<oldSize), naive.root(0..<size))
            let proof = naive.proof(oldSize, size)
            try #require(Self.extends(old, oldSize, new, size, proof))
            try #require(!Self.extends(Self.other, oldSize, new, size, proof))
            try #require(!Self.extends(old, oldSize, Self.other, size, proof))
            try #require(!Self.extends(old, size, new, oldSize, proof))
            try #require(!Self.extends(old, oldSize, new, size, []))
            try #require(!Self.extends(old, oldSize, new, size, proof + [Self.other]))
            for place in proof.indices {
                var wrong = proof
                wrong[place] = Self.other
                try #require(!Self.extends(old, oldSize, new, size, wrong))
            }
        }
    }

    @Test func theEmptyLogIsTheBeginningOfEveryLog() {
        let naive = NaiveTree(3)
        #expect(Self.extends(.empty, 0, naive.root(0..<3), 3, []))
        #expect(!Self.extends(Self.other, 0, naive.root(0..<3), 3, []))
        #expect(!Self.extends(.empty, 0, naive.root(0..<3), 3, [Self.other]))
        #expect(Self.extends(naive.root(0..<3), 3, naive.root(0..<3), 3, []))
        #expect(!Self.extends(naive.root(0..<3), 3, Self.other, 3, []))
    }
}
