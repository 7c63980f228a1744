package import Passport

/// Compares the files of a log with their mirror, and both with what was signed. While a coordinator writes them, what
/// was published at the start of the check is compared: nothing of that changes any more.
package struct LogCheck: ~Copyable {
    private let files: LogFolder
    private let mirror: MirrorFile
    private let key: NoteKey
    private var builder = TileBuilder()
    /// The tile of each level that is not full.
    private var partials: [Int: TileBuilder.Tile] = [:]
    private var newest: [String: (sequence: Int64, hash: TreeHash)] = [:]

    /// What was found.
    package private(set) var faults: [LogFault] = []
    /// How many leaves were compared.
    package private(set) var leaves: UInt64 = 0

    /// Most faults that are told; a log with more has one cause.
    private static let maximumFaults = 100
    private static let width = UInt64(TileCoordinate.fullWidth)

    /// Makes a check.
    /// - Parameter key: the log's public key.
    package init(files: LogFolder, mirror: MirrorFile, key: NoteKey) {
        self.files = files
        self.mirror = mirror
        self.key = key
    }

    /// Reads everything.
    /// - Parameter progress: told how many leaves were compared.
    /// - Throws: when something can't be read at all; what is wrong with what was read is in `faults`.
    package mutating func run(progress: (UInt64) -> Void = { _ in }) throws(TileStoreError) {
        // In this order: the database is never behind what the files show.
        let shown = checkpoint()
        let head = try mirror.head()
        let size = shown?.size ?? head.size
        checkHead(head, shown)
        let end = mirror.isLive ? size : max(size, head.size)
        while leaves < end, faults.count < Self.maximumFaults {
            try checkBundle(size: size, end: end)
            takeTiles()
            if leaves == size { for tile in partials.sorted(by: { $0.key < $1.key }) { check(tile.value) } }
            if leaves == size, let shown, builder.root != shown.root {
                faults.append(.root("the \(size) leaves do not make the root of the published checkpoint"))
            }
            progress(leaves)
        }
        if leaves == head.size, head.root.map({ $0 != builder.root }) ?? true {
            faults.append(.root("the \(leaves) leaves of the mirror do not make the root of its head"))
        }
        guard !mirror.isLive else { return }
        for row in try mirror.rows(from: end, limit: 1) { faults.append(.extraRow(row.place)) }
    }

    /// The published checkpoint, when it is one of this log.
    private mutating func checkpoint() -> Checkpoint? {
        do {
            guard let note = try files.checkpoint() else {
                faults.append(.checkpoint("there is none"))
                return nil
            }
            return try LogPolicy(log: key).checkpoint(of: note)
        } catch {
            faults.append(.checkpoint("\(error)"))
            return nil
        }
    }

    private mutating func checkHead(_ head: MirrorFile.Head, _ shown: Checkpoint?) {
        do {
            let signed = try LogPolicy(log: key).checkpoint(of: SignedNote(head.note))
            if signed.size != head.size || signed.root != head.root {
                faults.append(.root("the mirror's head is not what its own checkpoint says"))
            }
        } catch {
            faults.append(.root("the mirror's checkpoint: \(error.message)"))
        }
        if let shown, shown.size > head.size {
            faults.append(.root("the files have \(shown.size) leaves, the mirror \(head.size)"))
        }
    }

    /// Compares the leaves up to the end of the next bundle.
    /// - Parameters:
    ///   - size: how many leaves the files have.
    ///   - end: how many leaves there are at all.
    private mutating func checkBundle(size: UInt64, end: UInt64) throws(TileStoreError) {
        let first = leaves
        let stop = min((first / Self.width + 1) * Self.width, first < size ? size : end)
        let isInFiles = first < size
        let rows = Dictionary(
            try mirror.rows(from: first, limit: Int(stop - first)).map { ($0.place, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let index = first / Self.width
        let width = Int(min(Self.width, stop - index * Self.width))
        let tile = isInFiles ? read(TileCoordinate(.hashes(level: 0), index: index, width: width)) : nil
        let bundleName = TileCoordinate(.entries, index: index, width: width)
        let bundle = isInFiles ? read(bundleName) : nil
        // A bundle that does not even divide into entries is compared as bytes, below.
        let entries = bundle.flatMap { try? EntryBundle.decode($0) }.flatMap { $0.count == width ? $0 : nil }
        var expected: [[UInt8]] = []
        for place in first..<stop {
            let at = Int(place % Self.width)
            let hash = tile.flatMap { tile in
                TreeHash(tile.dropFirst(at * TreeHash.byteCount).prefix(TreeHash.byteCount))
            }
            let leaf = judge(place, tile: hash, entry: entries?[at], row: rows[place])
            builder.append(leaf.hash)
            if let entry = leaf.entry { expected.append(entry) }
        }
        leaves = stop
        guard let bundle, first % Self.width == 0, expected.count == width,
            let whole = try? EntryBundle.encode(expected), let byte = Self.difference(bundle, whole)
        else { return }
        faults.append(.file(bundleName, byte: byte, place: Self.place(of: byte, in: expected, from: first)))
    }

    /// What the leaf of a place is, by what two of tile, bundle and mirror say. Tells what is wrong with the mirror;
    /// tiles and bundles are compared as a whole afterwards.
    private mutating func judge(
        _ place: UInt64,
        tile: TreeHash?,
        entry: [UInt8]?,
        row: MirrorFile.Row?
    ) -> (hash: TreeHash, entry: [UInt8]?) {
        let fromBundle = entry.map { TreeHash.leaf($0) }
        let fromRow = row.map { TreeHash.leaf($0.entry) }
        let right: [UInt8]?
        if let row, fromRow == tile || fromRow == fromBundle || (tile == nil && entry == nil) {
            right = row.entry
        } else if let entry, fromBundle == tile || row == nil {
            right = entry
        } else {
            faults.append(.undecided(place))
            return (tile ?? fromBundle ?? fromRow ?? .empty, nil)
        }
        let bytes = right ?? []
        let hash = TreeHash.leaf(bytes)
        let leaf = checkHistory(place, bytes, hash)
        guard let row else {
            faults.append(.noRow(place))
            return (hash, bytes)
        }
        if let byte = Self.difference(row.entry, bytes) {
            faults.append(.row(place, column: "entry", byte: byte))
        }
        if let byte = Self.difference(row.hash, hash.bytes) { faults.append(.row(place, column: "hash", byte: byte)) }
        guard let leaf else { return (hash, bytes) }
        if let byte = Self.difference(Array(row.subject.utf8), Array(leaf.subject.utf8)) {
            faults.append(.row(place, column: "subject", byte: byte))
        }
        if row.sequence != leaf.sequence { faults.append(.row(place, column: "sequence", byte: 0)) }
        return (hash, bytes)
    }

    /// The leaf of an entry; tells when it does not follow the one of its subject before.
    private mutating func checkHistory(_ place: UInt64, _ entry: [UInt8], _ hash: TreeHash) -> LogLeaf? {
        guard let leaf = try? LogLeaf(bytes: entry) else {
            faults.append(.chain(place, "an entry that can't be read"))
            return nil
        }
        let before = newest[leaf.subject]
        if leaf.sequence != before.map({ $0.sequence + 1 }) ?? 0 || leaf.previous != before?.hash {
            faults.append(.chain(place, leaf.subject))
        }
        newest[leaf.subject] = (leaf.sequence, hash)
        return leaf
    }

    /// Compares the tiles that have become full, and keeps those that have not.
    private mutating func takeTiles() {
        for tile in builder.takeTiles() {
            guard case .hashes(let level) = tile.coordinate.kind else { continue }
            let isFull = tile.coordinate.width == TileCoordinate.fullWidth
            if isFull { check(tile) }
            partials[level] = isFull ? nil : tile
        }
    }

    private mutating func check(_ tile: TileBuilder.Tile) {
        guard let bytes = read(tile.coordinate), let byte = Self.difference(bytes, tile.bytes) else { return }
        var place: UInt64?
        if case .hashes(level: 0) = tile.coordinate.kind {
            place = tile.coordinate.index * Self.width + UInt64(byte / TreeHash.byteCount)
        }
        faults.append(.file(tile.coordinate, byte: byte, place: place))
    }

    /// The bytes of a file as they are; a missing one is a fault, told once.
    private mutating func read(_ coordinate: TileCoordinate) -> [UInt8]? {
        do {
            return try files.readAsIs(coordinate)
        } catch {
            if !faults.contains(.missing(coordinate)) { faults.append(.missing(coordinate)) }
            return nil
        }
    }

    /// The first byte that differs; the end of the shorter one when it is the beginning of the other.
    private static func difference(_ bytes: [UInt8], _ expected: [UInt8]) -> Int? {
        if let place = zip(bytes, expected).enumerated().first(where: { $0.element.0 != $0.element.1 }) {
            return place.offset
        }
        return bytes.count == expected.count ? nil : min(bytes.count, expected.count)
    }

    /// The leaf to which a byte of a bundle belongs.
    private static func place(of byte: Int, in entries: [[UInt8]], from first: UInt64) -> UInt64? {
        var end = 0
        for (index, entry) in entries.enumerated() {
            end += entry.count + 2
            if byte < end { return first + UInt64(index) }
        }
        return nil
    }
}
