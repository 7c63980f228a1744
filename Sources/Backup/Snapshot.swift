import Crypto
import Glibc
import Protocol
import SQLite

/// A copy of a state folder of one moment, in a folder of its own, ready to be sent as a backup. The copy goes with the
/// value.
package final class Snapshot: Sendable {
    /// What it holds.
    package let manifest: BackupManifest
    private let folder: String
    private let manifestBytes: [UInt8]

    /// The beginning of the names of the folders that copies are made in. What a person keeps beside them does not
    /// begin so.
    private static let prefix = ".snapshot-"

    /// Copies a state folder while its coordinator works: the database through a reading connection of its own, which
    /// neither waits for the writer nor checkpoints, then the files beside it. Blocks for as long as that takes.
    /// - Parameters:
    ///   - state: the state folder.
    ///   - operatorToken: the file of the operator's token, wherever it is.
    ///   - name: makes the copy's folder its own.
    /// - Throws: `storage` when there is no room for the copy, `damaged` when the database is.
    package init(
        of state: String,
        operatorToken: String,
        deployment: String,
        generation: Int64,
        takenAt: Int64,
        name: String
    ) throws(BackupError) {
        let folder = "\(state)/\(Self.prefix)\(name)"
        try Folder.make(folder)
        do {
            try Self.copyDatabase(of: state, to: "\(folder)/\(BackupManifest.database)")
            var parts = [try Self.describe(BackupManifest.database, in: folder)]
            for (file, path) in try Self.files(of: state, operatorToken: operatorToken) {
                try Self.copy(path, to: "\(folder)/\(file)")
                parts.append(try Self.describe(file, in: folder))
            }
            manifest = BackupManifest(
                deployment: deployment,
                generation: generation,
                takenAt: takenAt,
                parts: parts
            )
            manifestBytes = try Self.encode(manifest)
        } catch {
            // The first failure is what a person has to know; the next start removes what is left.
            try? Folder.remove(folder)
            throw error
        }
        self.folder = folder
    }

    deinit { try? Folder.remove(folder) }

    /// Removes copies that a coordinator left when it was killed.
    package static func removeLeftovers(in state: String) throws(BackupError) {
        for name in try Folder.names(in: state) where name.hasPrefix(prefix) && Folder.isFolder("\(state)/\(name)") {
            try Folder.remove("\(state)/\(name)")
        }
    }

    /// The length of the backup's file.
    package var fileBytes: Int64 {
        let block = Int64(TarHeader.blockBytes)
        return entries.reduce(2 * block) { $0 + block + $1.bytes + Int64($1.padding) }
    }

    /// The backup's file from its beginning.
    package func pieces() -> SnapshotPieces { SnapshotPieces(entries: entries.map(piece)) }

    private func piece(_ header: TarHeader) -> SnapshotPieces.Entry {
        switch header.name {
        case BackupManifest.entry: SnapshotPieces.Entry(header: header, content: .bytes(manifestBytes))
        case BackupManifest.seal: SnapshotPieces.Entry(header: header, content: .bytes(seal))
        default: SnapshotPieces.Entry(header: header, content: .file("\(folder)/\(header.name)"))
        }
    }

    private var seal: [UInt8] { Array("\(Fingerprint.sha256(manifestBytes))\n".utf8) }

    private var entries: [TarHeader] {
        let seconds = manifest.takenAt / 1_000
        let parts = manifest.parts.map { TarHeader(name: $0.name, bytes: $0.bytes, seconds: seconds) }
        return [TarHeader(name: BackupManifest.entry, bytes: Int64(manifestBytes.count), seconds: seconds)] + parts
            + [TarHeader(name: BackupManifest.seal, bytes: Int64(seal.count), seconds: seconds)]
    }

    private static func encode(_ manifest: BackupManifest) throws(BackupError) -> [UInt8] {
        do {
            return try StrictJSON.encode(manifest)
        } catch {
            throw BackupError(.damaged, "The manifest can't be written; report this.", cause: "\(error)")
        }
    }

    private static func copyDatabase(of state: String, to target: String) throws(BackupError) {
        do {
            let reader = try Connection(
                path: "\(state)/\(BackupManifest.database)",
                configuration: ConnectionConfiguration(mode: .readOnly)
            )
            try reader.run("VACUUM INTO $target", ["target": .text(target)])
        } catch {
            throw BackupError(
                error.meansDamagedFile ? .damaged : .storage,
                error.meansDamagedFile
                    ? "The database of \(state) is damaged. Restore the newest backup that is whole."
                    : "The database of \(state) could not be copied; is there room for a second one?",
                cause: error.description
            )
        }
        guard chmod(target, 0o600) == 0 else { throw PlainFile.failure("can't be made private", target) }
        try DatabaseFile.check(target)
    }

    /// What else is part of a state folder, by its path in the backup. The rails' files come after the database, so
    /// they know at least what it knows.
    private static func files(
        of state: String,
        operatorToken: String
    ) throws(BackupError) -> [(name: String, path: String)] {
        var files = [("operator.token", operatorToken)]
        files += ["keyset.jwt", "tls.key", "tls.next.key", "tls.crt"].map { ($0, "\(state)/\($0)") }
        files += try Folder.names(in: "\(state)/keys").filter { $0.hasSuffix(".key") }
            .map { ("keys/\($0)", "\(state)/keys/\($0)") }
        for folder in try Folder.names(in: state)
        where folder.hasPrefix("rail-") && Folder.exists("\(state)/\(folder)/.") {
            files += try Folder.names(in: "\(state)/\(folder)").filter { $0.hasSuffix(".jsonl") }
                .map { ("\(folder)/\($0)", "\(state)/\(folder)/\($0)") }
        }
        return files.filter { Folder.exists($0.1) && BackupManifest.isName($0.0) }
    }

    /// Copies a file as it is now; of one that is being appended to, its whole lines.
    private static func copy(_ path: String, to target: String) throws(BackupError) {
        let folder = Folder.parent(of: target)
        if !Folder.exists(folder) { try Folder.make(folder) }
        let source = try PlainFile(reading: path)
        let copy = try PlainFile(making: target)
        var rest = try source.length()
        let isLines = path.hasSuffix(".jsonl")
        var held: [UInt8] = []
        while rest > 0 {
            let bytes = try source.read(Int(min(rest, Int64(PlainFile.chunkBytes))))
            guard !bytes.isEmpty else { break }
            rest -= Int64(bytes.count)
            held += bytes
            let whole = isLines ? (held.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) : held.count
            try copy.write(Array(held[..<whole]))
            held.removeFirst(whole)
        }
    }

    private static func describe(_ name: String, in folder: String) throws(BackupError) -> BackupManifest.Part {
        let file = try PlainFile(reading: "\(folder)/\(name)")
        let length = try file.length()
        var hash = SHA256()
        var rest = length
        while rest > 0 {
            let bytes = try file.read(Int(min(rest, Int64(PlainFile.chunkBytes))))
            guard !bytes.isEmpty else { throw BackupError(.damaged, "The copy in \(folder) was changed.") }
            hash.update(data: bytes)
            rest -= Int64(bytes.count)
        }
        return BackupManifest.Part(name: name, bytes: length, sha256: Hex.encode(Array(hash.finalize())))
    }
}
