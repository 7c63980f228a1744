import Passport
import TestSupport
import Testing

@Suite("Tile coordinates")
struct TileCoordinateTests {
    /// The paths of C2SP tlog-tiles, and others by the same rule.
    @Test(arguments: [
        (TileCoordinate(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
        (TileCoordinate(.hashes(level: 0), index: 0), "tile/0/000"),
        (TileCoordinate(.hashes(level: 63), index: 999), "tile/63/999"),
        (TileCoordinate(.hashes(level: 1), index: 1_000, width: 17), "tile/1/x001/000.p/17"),
        (TileCoordinate(.entries, index: 273, width: 112), "tile/entries/273.p/112"),
        (TileCoordinate(.entries, index: .max), "tile/entries/x018/x446/x744/x073/x709/x551/615"),
    ]) func haveOnePath(_ coordinate: TileCoordinate, _ path: String) throws {
        #expect(coordinate.path == path)
        #expect(try TileCoordinate(path: path) == coordinate)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/64/000",
        "tile/-1/000", "tile/+1/000", "tile/0/x000/001", "tile/0/001/001", "tile/0/x001", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000/", "/tile/0/000", "tile/0/٠٠٠",
        "tile/entries/x018/x446/x744/x073/x709/x551/616", "tile/data/000", "tile/0/x1a2/000", "tile/0/000.p/1/2",
    ]) func noOtherPathIsTaken(_ path: String) {
        #expect(throws: PassportError(.malformed, "")) { try TileCoordinate(path: path) }
    }

    /// The example of C2SP tlog-tiles: 70,000 leaves.
    @Test func aTreeHasTheTilesOfTheStandard() {
        let tiles = TileCoordinate.all(size: 70_000)
        #expect(tiles.count { $0.kind == .hashes(level: 0) && $0.width == 256 } == 273)
        #expect(
            tiles.filter { $0.width < 256 }.map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
        )
        #expect(tiles.count { $0.kind == .hashes(level: 1) && $0.width == 256 } == 1)
        #expect(TileCoordinate.all(size: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(TileCoordinate.all(size: 0).isEmpty)
    }
}
