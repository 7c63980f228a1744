import Passport
import Testing

@Suite("Tree of the log")
struct LogTreeTests {
    /// The leaves and roots of the reference implementation of RFC 6962 (certificate-transparency,
    /// merkle_tree_test.cc).
    private static let publishedLeaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    private static let publishedRoots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func hasThePublishedRoots() throws {
        var builder = TileBuilder()
        for (size, root) in Self.publishedRoots.enumerated() {
            if size > 0 { builder.append(.leaf(try #require(Hexadecimal.bytes(Self.publishedLeaves[size - 1])))) }
            #expect(builder.root.hex == root)
        }
    }

    @Test func allRootsAreThoseOfTheDefinition() throws {
        let naive = NaiveTree(300)
        var builder = TileBuilder()
        for size in 0...300 {
            let root = naive.root(0..<size)
            #expect(try LogTree(size: UInt64(size), source: naive).root() == root)
            #expect(builder.root == root)
            if size < 300 { builder.append(naive.leaves[size]) }
        }
    }

    @Test func allInclusionProofsAreThoseOfTheDefinitionAndHold() throws {
        let naive = NaiveTree(300)
        for size in 1...300 {
            let tree = LogTree(size: UInt64(size), source: naive)
            let root = naive.root(0..<size)
            for index in 0..<size where size < 66 || index % 7 == size % 7 || index > size - 3 {
                let proof = try tree.inclusionProof(of: UInt64(index))
                #expect(proof == naive.path(index, 0..<size))
                try LogProofs.checkInclusion(
                    of: naive.leaves[index],
                    at: UInt64(index),
                    in: root,
                    size: UInt64(size),
                    proof: proof
                )
            }
        }
    }

    @Test func allConsistencyProofsAreThoseOfTheDefinitionAndHold() throws {
        let naive = NaiveTree(300)
        for size in 0...300 {
            let tree = LogTree(size: UInt64(size), source: naive)
            for old in 0...size where size < 66 || old % 7 == size % 7 || old & (old - 1) == 0 {
                let proof = try tree.consistencyProof(from: UInt64(old))
                #expect(proof == naive.proof(old, size))
                try LogProofs.checkConsistency(
                    from: naive.root(0..<old),
                    oldSize: UInt64(old),
                    to: naive.root(0..<size),
                    size: UInt64(size),
                    proof: proof
                )
            }
        }
    }

    @Test func thereIsNoProofOfWhatIsNotThere() {
        let tree = LogTree(size: 5, source: NaiveTree(5))
        #expect(throws: PassportError(.badProof, "")) { try tree.inclusionProof(of: 5) }
        #expect(throws: PassportError(.badProof, "")) { try tree.consistencyProof(from: 6) }
        #expect(throws: PassportError(.missingHash, "")) { try LogTree(size: 6, source: NaiveTree(5)).root() }
    }
}
