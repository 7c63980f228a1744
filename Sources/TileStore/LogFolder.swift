import Faults
package import Passport

/// The files of the log, as C2SP tlog-tiles has them: `checkpoint`, `tile/<level>/<number>`, `tile/entries/<number>`.
/// Every call blocks.
package struct LogFolder: Sendable {
    /// Where they are.
    package let path: String

    /// The name of the log's folder in a state folder.
    package static let name = "log"
    /// Where files are written before they get their names; no reader of the log knows it.
    private static let temporary = ".new"
    /// The longest file: a bundle of 256 of the longest entries.
    private static let maximumBytes = TileCoordinate.fullWidth * (EntryBundle.maximumEntryBytes + 2)

    /// One file to be written.
    package struct File: Sendable {
        /// Which.
        package let coordinate: TileCoordinate
        /// Its bytes.
        package let bytes: [UInt8]

        /// Names the bytes.
        package init(_ coordinate: TileCoordinate, _ bytes: [UInt8]) {
            self.coordinate = coordinate
            self.bytes = bytes
        }
    }

    /// The log in a folder, which need not be there yet.
    package init(_ path: String) { self.path = path }

    /// The published checkpoint; nil when none was ever published.
    /// - Throws: `storage`, or `damaged` when it is no text of a note.
    package func checkpoint() throws(TileStoreError) -> SignedNote? {
        let bytes: [UInt8]
        do {
            bytes = try DurableFile.read("\(path)/checkpoint", maximumBytes: SignedNote.maximumBytes)
        } catch {
            guard error.code == .missing else { throw error }
            return nil
        }
        do {
            return try SignedNote(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw TileStoreError(.damaged, "\(path)/checkpoint is no signed note.", cause: error.description)
        }
    }

    /// The bytes of a file. A partial tile that was removed because the full one is there is cut from that.
    /// - Throws: `missing`, `storage`, or `damaged` when it has another length than its name says.
    package func read(_ coordinate: TileCoordinate) throws(TileStoreError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try readAsIs(coordinate)
        } catch {
            guard error.code == .missing, coordinate.width < TileCoordinate.fullWidth else { throw error }
            return try readPart(coordinate)
        }
        if case .hashes = coordinate.kind, bytes.count != coordinate.width * TreeHash.byteCount {
            throw TileStoreError(
                .damaged,
                "\(coordinate) has \(bytes.count) bytes, not \(coordinate.width * TreeHash.byteCount)."
            )
        }
        return bytes
    }

    /// The bytes of a file, whatever they are.
    /// - Throws: `missing` or `storage`.
    package func readAsIs(_ coordinate: TileCoordinate) throws(TileStoreError) -> [UInt8] {
        try DurableFile.read("\(path)/\(coordinate.path)", maximumBytes: Self.maximumBytes)
    }

    /// The entries of a bundle.
    /// - Throws: `missing`, `storage`, or `damaged` when they are not as many as its name says.
    package func entries(_ coordinate: TileCoordinate) throws(TileStoreError) -> [[UInt8]] {
        do {
            let entries = try EntryBundle.decode(read(coordinate))
            if entries.count == coordinate.width { return entries }
        } catch let error as TileStoreError {
            throw error
        } catch {
            throw TileStoreError(.damaged, "\(coordinate) can't be read.", cause: "\(error)")
        }
        throw TileStoreError(.damaged, "\(coordinate) has not \(coordinate.width) entries.")
    }

    /// The entries from a place on, to the end of their bundle at most.
    /// - Parameter end: the size of a published checkpoint.
    package func entries(from place: UInt64, below end: UInt64) throws(TileStoreError) -> [[UInt8]] {
        let full = UInt64(TileCoordinate.fullWidth)
        let index = place / full
        let width = Int(min(full, end - index * full))
        return Array(try entries(TileCoordinate(.entries, index: index, width: width)).dropFirst(Int(place % full)))
    }

    /// Writes files so that all of them are on the disk when this returns. The partial ones that a full one replaces
    /// go (C2SP tlog-tiles: Partial Tiles).
    /// - Throws: `storageFull` or `storage`; then some of them may be there.
    package func write(_ files: [File]) throws(TileStoreError) {
        try put(files.map { ($0.coordinate.path, $0.bytes) })
        FaultPoint.reach(LogStep.tilesWritten)
        for file in files where file.coordinate.width == TileCoordinate.fullWidth {
            DurableFile.removeFolder("\(path)/\(file.coordinate.path).p")
        }
    }

    /// Shows a checkpoint; its tiles must be there.
    package func publish(_ note: SignedNote) throws(TileStoreError) {
        try put([("checkpoint", Array(note.description.utf8))])
        FaultPoint.reach(LogStep.checkpointPublished)
    }

    /// Removes what a write left that was cut off.
    package func removeLeftovers() { DurableFile.removeFolder("\(path)/\(Self.temporary)") }

    /// The hashes of a tree of that size, from the tiles.
    package func hashes(size: UInt64) -> TileHashes {
        TileHashes(size: size) { coordinate throws(PassportError) in
            do throws(TileStoreError) {
                return try read(coordinate)
            } catch {
                throw PassportError(.missingHash, error.message, cause: error.cause)
            }
        }
    }

    private func put(_ files: [(name: String, bytes: [UInt8])]) throws(TileStoreError) {
        var changed = Set(try DurableFile.makeFolders("\(path)/\(Self.temporary)"))
        for (number, file) in files.enumerated() {
            try DurableFile.write(file.bytes, to: temporary(number))
            FaultPoint.reach(LogStep.logFileSynced)
        }
        for (number, file) in files.enumerated() {
            let target = "\(path)/\(file.name)"
            let folder = DurableFile.parent(of: target)
            changed.formUnion(try DurableFile.makeFolders(folder))
            try DurableFile.move(temporary(number), to: target)
            FaultPoint.reach(LogStep.logFileRenamed)
            changed.insert(folder)
        }
        for folder in changed { try DurableFile.sync(folder) }
    }

    private func temporary(_ number: Int) -> String { "\(path)/\(Self.temporary)/\(number)" }

    private func readPart(_ coordinate: TileCoordinate) throws(TileStoreError) -> [UInt8] {
        let full = TileCoordinate(coordinate.kind, index: coordinate.index)
        guard case .entries = full.kind else {
            return Array(try read(full).prefix(coordinate.width * TreeHash.byteCount))
        }
        do {
            return try EntryBundle.encode(Array(EntryBundle.decode(readAsIs(full)).prefix(coordinate.width)))
        } catch let error as TileStoreError {
            throw error
        } catch {
            throw TileStoreError(.damaged, "\(full) can't be read.", cause: "\(error)")
        }
    }
}
