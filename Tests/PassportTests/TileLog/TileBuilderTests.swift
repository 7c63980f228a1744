import Passport
import TestSupport
import Testing

@Suite("Tiles of a growing log")
struct TileBuilderTests {
    /// The tiles of a log of `count` leaves that was published after every `step`.
    private static func tiles(_ count: Int, step: Int) -> (TileBuilder, [TileCoordinate: [UInt8]]) {
        var builder = TileBuilder()
        var files: [TileCoordinate: [UInt8]] = [:]
        for index in 0..<count {
            builder.append(.leaf(NaiveTree.entry(index)))
            guard (index + 1) % step == 0 || index == count - 1 else { continue }
            for tile in builder.takeTiles() { files[tile.coordinate] = tile.bytes }
        }
        return (builder, files)
    }

    private static func reader(
        _ files: [TileCoordinate: [UInt8]]
    ) -> (TileCoordinate) throws(PassportError) -> [UInt8] {
        { coordinate throws(PassportError) in
            guard let bytes = files[coordinate] else { throw PassportError(.missingHash, "no \(coordinate)") }
            return bytes
        }
    }

    @Test(arguments: [1, 2, 7, 255, 256, 257, 511, 512, 600]) func areAllThatATreeNeeds(_ count: Int) throws {
        let (builder, files) = Self.tiles(count, step: 100)
        let naive = NaiveTree(count)
        for coordinate in TileCoordinate.all(size: UInt64(count)) { #expect(files[coordinate] != nil) }
        let source = TileHashes(size: UInt64(count), read: Self.reader(files))
        let tree = LogTree(size: UInt64(count), source: source)
        #expect(try tree.root() == naive.root(0..<count))
        #expect(builder.root == naive.root(0..<count))
        for index in Set([0, count / 3, count / 2, count - 1]) {
            #expect(try tree.inclusionProof(of: UInt64(index)) == naive.path(index, 0..<count))
            #expect(try tree.consistencyProof(from: UInt64(index)) == naive.proof(index, count))
        }
    }

    /// Two levels of full tiles: 65,536 leaves and one more.
    @Test func reachTheThirdLevel() throws {
        let (builder, files) = Self.tiles(65_537, step: 65_536)
        let source = TileHashes(size: 65_537, read: Self.reader(files))
        #expect(files[TileCoordinate(.hashes(level: 2), index: 0, width: 1)] != nil)
        #expect(try LogTree(size: 65_537, source: source).root() == builder.root)
        let proof = try LogTree(size: 65_537, source: source).inclusionProof(of: 40_000)
        try LogProofs.checkInclusion(
            of: .leaf(NaiveTree.entry(40_000)),
            at: 40_000,
            in: builder.root,
            size: 65_537,
            proof: proof
        )
    }

    @Test func aFullTileNeverChanges() throws {
        var builder = TileBuilder()
        var files: [TileCoordinate: [UInt8]] = [:]
        for index in 0..<600 {
            builder.append(.leaf(NaiveTree.entry(index)))
            for tile in builder.takeTiles() {
                #expect(files[tile.coordinate] == nil, "\(tile.coordinate) was written twice")
                files[tile.coordinate] = tile.bytes
            }
        }
        #expect(builder.takeTiles().isEmpty)
    }

    @Test(arguments: [0, 1, 255, 256, 300, 512]) func goesOnAfterARestart(_ count: Int) throws {
        let (before, files) = Self.tiles(count, step: 64)
        var after = try TileBuilder(size: UInt64(count), read: Self.reader(files))
        var whole = before
        _ = whole.takeTiles()
        for index in count..<count + 300 {
            whole.append(.leaf(NaiveTree.entry(index)))
            after.append(.leaf(NaiveTree.entry(index)))
        }
        #expect(after.root == whole.root)
        #expect(after.size == whole.size)
        #expect(after.takeTiles() == whole.takeTiles())
    }

    @Test func aTileThatWasCutOffIsSeen() throws {
        var (_, files) = Self.tiles(300, step: 300)
        let partial = TileCoordinate(.hashes(level: 0), index: 1, width: 44)
        files[partial]?.removeLast()
        #expect(throws: PassportError(.malformed, "")) { try TileBuilder(size: 300, read: Self.reader(files)) }
        let source = TileHashes(size: 300, read: Self.reader(files))
        #expect(throws: PassportError(.malformed, "")) { try LogTree(size: 300, source: source).root() }
        files[partial] = nil
        #expect(throws: PassportError(.missingHash, "")) { try LogTree(size: 300, source: source2(files)).root() }
        func source2(_ files: [TileCoordinate: [UInt8]]) -> TileHashes {
            TileHashes(size: 300, read: Self.reader(files))
        }
    }

    @Test func bundlesHoldEntriesOfAnyBytes() throws {
        try forAll { random in
            let entries = (0..<Int.random(in: 0...256, using: &random)).map { _ in
                (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            let bytes = try EntryBundle.encode(entries)
            try #require(try EntryBundle.decode(bytes) == entries)
            guard let last = entries.last else { return }
            for cut in 1..<2 + last.count {
                #expect(throws: PassportError(.malformed, "")) { try EntryBundle.decode(Array(bytes.dropLast(cut))) }
            }
        }
    }

    @Test func bundlesAreBounded() throws {
        let longest = [UInt8](repeating: 7, count: EntryBundle.maximumEntryBytes)
        #expect(try EntryBundle.decode(EntryBundle.encode([longest])) == [longest])
        #expect(try EntryBundle.encode([[1, 2, 3]]) == [0, 3, 1, 2, 3])
        #expect(throws: PassportError(.tooLong, "")) { try EntryBundle.encode([longest + [7]]) }
        #expect(throws: PassportError(.tooLong, "")) { try EntryBundle.encode(Array(repeating: [], count: 257)) }
        #expect(throws: PassportError(.malformed, "")) { try EntryBundle.decode(Array(repeating: 0, count: 514)) }
    }
}
