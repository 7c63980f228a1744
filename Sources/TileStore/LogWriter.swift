package import Passport

/// Grows the log's tree and says which files that makes. It keeps the hashes and entries of the last, partial tiles;
/// nothing of the rest of the log. Reads and writes nothing itself.
package struct LogWriter: Sendable {
    /// The tree.
    private var builder: TileBuilder
    /// The entries of the bundle that is not full.
    private var bundle: [[UInt8]]
    private var bundles: [LogFolder.File] = []
    private var isBundleChanged = false

    /// An empty log.
    package init() {
        builder = TileBuilder()
        bundle = []
    }

    /// Goes on with a log of `size` leaves as its last files have it. Compare `root` with what was signed: nothing here
    /// is believed for more than its length.
    /// - Throws: `missing`, `storage` or `damaged`.
    package init(size: UInt64, files: LogFolder) throws(TileStoreError) {
        do {
            builder = try TileBuilder(size: size) { coordinate throws(PassportError) in
                try files.hashes(size: size).bytes(of: coordinate)
            }
        } catch {
            throw TileStoreError(.damaged, "The last tiles can't be read: \(error.message)", cause: error.cause)
        }
        let width = Int(size % UInt64(TileCoordinate.fullWidth))
        bundle = width == 0 ? [] : try files.entries(Self.bundle(size: size, width: width))
    }

    /// How many leaves the log has.
    package var size: UInt64 { builder.size }

    /// The root over them.
    package var root: TreeHash { builder.root }

    /// Adds an entry.
    /// - Parameter hash: its leaf hash.
    /// - Throws: `damaged` when it is too long for a bundle.
    package mutating func append(_ entry: [UInt8], hash: TreeHash) throws(TileStoreError) {
        builder.append(hash)
        bundle.append(entry)
        isBundleChanged = true
        guard bundle.count == TileCoordinate.fullWidth else { return }
        try closeBundle()
        bundle = []
        isBundleChanged = false
    }

    /// The files that are new or have grown since the last call.
    package mutating func takeFiles() throws(TileStoreError) -> [LogFolder.File] {
        if isBundleChanged { try closeBundle() }
        defer {
            bundles = []
            isBundleChanged = false
        }
        return bundles + builder.takeTiles().map { LogFolder.File($0.coordinate, $0.bytes) }
    }

    private mutating func closeBundle() throws(TileStoreError) {
        let coordinate = Self.bundle(size: size, width: bundle.count)
        do {
            bundles.append(LogFolder.File(coordinate, try EntryBundle.encode(bundle)))
        } catch {
            throw TileStoreError(.damaged, error.message, cause: error.cause)
        }
    }

    /// The last bundle of a log.
    private static func bundle(size: UInt64, width: Int) -> TileCoordinate {
        TileCoordinate(.entries, index: (size - 1) / UInt64(TileCoordinate.fullWidth), width: width)
    }
}
