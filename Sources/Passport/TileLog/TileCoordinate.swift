/// Which tile of the log, and the path of its file (C2SP tlog-tiles: Merkle Tree, Log entries). A tile holds up to 256
/// hashes of a level: level 0 those of leaves, level 1 those of full tiles of level 0, and so on. Bundles of entries
/// are counted like tiles of level 0.
package struct TileCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// What is in the file.
    package enum Kind: Hashable, Sendable {
        /// Hashes of a level, 0 to 63.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// What is in the file.
    package let kind: Kind
    /// Which tile of its level, from 0 on.
    package let index: UInt64
    /// How many hashes or entries it holds, 1 to 256; 256 is a full tile.
    package let width: Int

    /// Most hashes of a tile.
    package static let fullWidth = 256

    /// Names a tile.
    /// - Precondition: the level is 0 to 63 and the width 1 to 256.
    package init(_ kind: Kind, index: UInt64, width: Int = fullWidth) {
        precondition((1...Self.fullWidth).contains(width), "a tile has 1 to 256 hashes")
        if case .hashes(let level) = kind { precondition((0...63).contains(level), "levels are 0 to 63") }
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The path under the log's prefix: `tile/0/x001/x234/067` or `tile/entries/000.p/17`.
    package var path: String {
        let folder =
            switch kind {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        var parts: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            parts.append(String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1000
        } while rest > 0
        let number = parts.reversed().enumerated().map { $0.offset < parts.count - 1 ? "x\($0.element)" : $0.element }
        let partial = width == Self.fullWidth ? "" : ".p/\(width)"
        return "tile/\(folder)/\(number.joined(separator: "/"))\(partial)"
    }

    package var description: String { path }

    /// Reads a path. Each tile has one path only.
    /// - Throws: `malformed`.
    package init(path: String) throws(PassportError) {
        let wrong = PassportError(.malformed, "\"\(path.prefix(80))\" is not the path of a tile.")
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard path.utf8.count <= 80, parts.count >= 3, parts[0] == "tile" else { throw wrong }
        let kind: Kind
        if parts[1] == "entries" {
            kind = .entries
        } else if let level = Int(parts[1]), (0...63).contains(level) {
            kind = .hashes(level: level)
        } else {
            throw wrong
        }
        var width = Self.fullWidth
        if parts.count >= 4, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts[parts.count - 1]), (1..<Self.fullWidth).contains(partial) else { throw wrong }
            width = partial
            parts.removeLast()
            parts[parts.count - 1].removeLast(2)
        }
        var index: UInt64 = 0
        for part in parts.dropFirst(2) {
            guard let digits = UInt64(part.filter(\.isNumber)), digits < 1000 else { throw wrong }
            let (product, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
            guard !isTooLarge, product <= UInt64.max - digits else { throw wrong }
            index = product + digits
        }
        self.init(kind, index: index, width: width)
        // Signs, missing zeros and the like: what is read must be what would be written.
        guard self.path == path else { throw wrong }
    }

    /// The tile of a level in which a hash stands in a tree of `size` leaves, full or partial.
    /// - Precondition: the tree has that hash.
    static func holding(level: Int, hashIndex: UInt64, size: UInt64) -> TileCoordinate {
        let index = hashIndex / UInt64(fullWidth)
        let hashes = level * 8 < 64 ? size >> UInt64(level * 8) : 0
        let width = min(UInt64(fullWidth), hashes - index * UInt64(fullWidth))
        return TileCoordinate(.hashes(level: level), index: index, width: Int(width))
    }

    /// The tiles of hashes of a tree, the full ones and the partial one of each level, level by level.
    package static func all(size: UInt64) -> [TileCoordinate] {
        var tiles: [TileCoordinate] = []
        var hashes = size
        var level = 0
        while hashes > 0 {
            let full = hashes / UInt64(fullWidth)
            tiles += (0..<full).map { TileCoordinate(.hashes(level: level), index: $0) }
            let rest = Int(hashes % UInt64(fullWidth))
            if rest > 0 { tiles.append(TileCoordinate(.hashes(level: level), index: full, width: rest)) }
            hashes = full
            level += 1
        }
        return tiles
    }
}
