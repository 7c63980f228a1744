import Crypto
import Protocol

/// Reads a backup from its beginning to its end and believes nothing of it: every part has the length and the hash that
/// the manifest says, the manifest has the hash that the end says, and nothing follows.
package struct BackupReader: ~Copyable {
    private let file: PlainFile
    /// What the backup holds.
    package let manifest: BackupManifest
    private let manifestHash: String

    /// Opens a backup and reads its manifest.
    /// - Throws: `storage`, `notABackup`, `newerFormat`, `truncated` or `damaged`.
    package init(_ path: String) throws(BackupError) {
        let file = try PlainFile(reading: path)
        guard let header = try Self.header(file), header.name == BackupManifest.entry,
            header.bytes <= BackupManifest.maximumBytes
        else { throw BackupError(.notABackup, "\(path) does not begin with a manifest; is it a backup?") }
        let bytes = try Self.content(file, header)
        let manifest = try BackupManifest(reading: bytes)
        self.file = file
        self.manifest = manifest
        manifestHash = Fingerprint.sha256(bytes)
    }

    /// Reads all parts.
    /// - Parameters:
    ///   - open: called for each part before its bytes; what it returns is called with them.
    ///   - progress: told how many bytes were read so far.
    package consuming func readAll(
        _ open: (BackupManifest.Part) throws(BackupError) -> (([UInt8]) throws(BackupError) -> Void),
        progress: (Int64) -> Void = { _ in }
    ) throws(BackupError) {
        var total: Int64 = 0
        for part in manifest.parts {
            guard let header = try Self.header(file), header.name == part.name, header.bytes == part.bytes else {
                throw BackupError(.damaged, "\(file.path) does not hold \(part.name) where its manifest says.")
            }
            let take = try open(part)
            var hash = SHA256()
            var rest = header.bytes
            while rest > 0 {
                let bytes = try Self.exactly(Int(min(rest, Int64(PlainFile.chunkBytes))), of: file)
                hash.update(data: bytes)
                try take(bytes)
                rest -= Int64(bytes.count)
                total += Int64(bytes.count)
                progress(total)
            }
            _ = try Self.exactly(header.padding, of: file)
            guard Hex.encode(Array(hash.finalize())) == part.sha256 else {
                throw BackupError(.damaged, "\(part.name) in \(file.path) is not what was written. Use another backup.")
            }
        }
        try finish()
    }

    /// Reads all parts and keeps nothing.
    package consuming func check(progress: (Int64) -> Void = { _ in }) throws(BackupError) {
        try readAll({ _ in { _ in } }, progress: progress)
    }

    private func finish() throws(BackupError) {
        guard let seal = try Self.header(file), seal.name == BackupManifest.seal, seal.bytes == 65 else {
            throw BackupError(.damaged, "\(file.path) does not end as a backup does.")
        }
        guard try Self.content(file, seal) == Array("\(manifestHash)\n".utf8) else {
            throw BackupError(.damaged, "The manifest of \(file.path) is not what was written. Use another backup.")
        }
        for _ in 0..<2 where try Self.header(file) != nil {
            throw BackupError(.damaged, "Something follows the end of the backup \(file.path).")
        }
        guard try file.read(1).isEmpty else {
            throw BackupError(.damaged, "Something follows the end of the backup \(file.path).")
        }
    }

    private static func header(_ file: borrowing PlainFile) throws(BackupError) -> TarHeader? {
        try TarHeader(block: try exactly(TarHeader.blockBytes, of: file))
    }

    private static func content(_ file: borrowing PlainFile, _ header: TarHeader) throws(BackupError) -> [UInt8] {
        let bytes = try exactly(Int(header.bytes), of: file)
        _ = try exactly(header.padding, of: file)
        return bytes
    }

    private static func exactly(_ count: Int, of file: borrowing PlainFile) throws(BackupError) -> [UInt8] {
        let bytes = try file.read(count)
        guard bytes.count == count else {
            throw BackupError(.truncated, "\(file.path) ends too early: it was not copied whole. Use another backup.")
        }
        return bytes
    }
}
