import Passport

extension FuzzTarget {
    /// The log's files as somebody else's server sends them: the first line is the path, the rest the bytes.
    static let tiles = FuzzTarget(name: "tiles", maximumBytes: 16_384, seeds: TileSeeds.all, check: TileCheck.check)
}

private enum TileSeeds {
    static let all: @Sendable () throws -> [FuzzSeed] = {
        var builder = LogSeeds.log.builder
        let leaf = try LogLeaf(
            .commission,
            of: "sha256:\(String(repeating: "a", count: 64))",
            after: nil as LogLeaf?,
            milliseconds: 1_800_000_000_000,
            actor: "lobby-1",
            hashes: ["epcis": String(repeating: "b", count: 64)]
        )
        let next = try LogLeaf(.event, of: leaf.subject, after: leaf, milliseconds: 0, actor: "a", hashes: [:])
        let history = try EntryBundle.encode([try leaf.bytes(), try next.bytes()])
        return builder.takeTiles().map { FuzzSeed("hashes", Array("\($0.coordinate)\n".utf8) + $0.bytes) } + [
            FuzzSeed("entries", Array("tile/entries/000.p/5\n".utf8) + (try EntryBundle.encode(LogSeeds.entries))),
            FuzzSeed("leaves", Array("tile/entries/x001/x234/067.p/2\n".utf8) + history),
            FuzzSeed("empty-entry", Array("tile/entries/000.p/1\n".utf8) + [0, 0]),
            FuzzSeed("level", "tile/63/x018/x446/x744/x073/x709/x551/615\n"),
            FuzzSeed("upward", "tile/../entries/000\n", isTaken: false),
        ]
    }
}

private enum TileCheck {
    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
        let body = Array(bytes[min(end + 1, bytes.count)...])
        let path = String(decoding: bytes[..<end], as: UTF8.self)
        let coordinate = try? TileCoordinate(path: path)
        if let coordinate {
            try FuzzFinding.unless(coordinate.path == path, "a tile has two paths: \(path), \(coordinate.path)")
            try FuzzFinding.unless(!path.contains(".."), "a path leads out of the log: \(path)")
            hashes(coordinate, body)
        }
        guard let entries = try? EntryBundle.decode(body) else { return coordinate != nil }
        try FuzzFinding.unless(try EntryBundle.encode(entries) == body, "a bundle is written in two ways")
        let leaves = try entries.compactMap { entry -> LogLeaf? in
            guard let leaf = try? LogLeaf(bytes: entry) else { return nil }
            try FuzzFinding.unless(try leaf.bytes() == entry, "an entry is written in two ways")
            return leaf
        }
        _ = try? LogLeaf.checkHistory(leaves)
        return coordinate != nil
    }

    /// Reads a tree whose tiles are all these bytes, and goes on with it.
    private static func hashes(_ coordinate: TileCoordinate, _ bytes: [UInt8]) {
        let size = UInt64(coordinate.width) &+ coordinate.index % 70_000
        let read = { (_: TileCoordinate) throws(PassportError) -> [UInt8] in bytes }
        let tree = LogTree(size: size, source: TileHashes(size: size, read: read))
        _ = try? tree.root()
        _ = try? tree.inclusionProof(of: coordinate.index % size)
        _ = try? tree.consistencyProof(from: size / 2 + 1)
        if var builder = try? TileBuilder(size: size, read: read) { builder.append(.empty) }
    }
}
