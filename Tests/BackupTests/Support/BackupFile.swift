import Protocol
import TestSupport

@testable import Backup

/// A small backup that a test makes as it wants: nothing in it has to be true.
struct BackupFile {
    struct Entry {
        var name: String
        var content: [UInt8]
    }

    /// The manifest's members, before `seal` makes an entry of it.
    var manifest: String
    var entries: [Entry]

    static let parts = [
        Entry(name: BackupManifest.database, content: (0..<700).map { UInt8(truncatingIfNeeded: $0) }),
        Entry(name: "keys/root.key", content: Array("root".utf8)),
        Entry(name: "keys/command.key", content: Array("command".utf8)),
        Entry(name: "keyset.jwt", content: []),
    ]

    init(_ parts: [Entry] = BackupFile.parts) throws {
        manifest = try Self.manifest(parts.map(Self.part))
        entries = parts
    }

    static func part(_ entry: Entry) -> BackupManifest.Part {
        BackupManifest.Part(
            name: entry.name,
            bytes: Int64(entry.content.count),
            sha256: Fingerprint.sha256(entry.content)
        )
    }

    static func manifest(_ parts: [BackupManifest.Part]) throws -> String {
        let manifest = BackupManifest(deployment: "d", generation: 1, takenAt: 1_790_000_000_000, parts: parts)
        return String(decoding: try StrictJSON.encode(manifest), as: UTF8.self)
    }

    /// The entries with the manifest before and its hash after them.
    var sealed: [Entry] {
        let bytes = Array(manifest.utf8)
        let seal = Array("\(Fingerprint.sha256(bytes))\n".utf8)
        return [Entry(name: BackupManifest.entry, content: bytes)] + entries
            + [Entry(name: BackupManifest.seal, content: seal)]
    }

    /// The file's bytes.
    var bytes: [UInt8] { Self.bytes(sealed) }

    static func bytes(_ entries: [Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            let header = TarHeader(name: entry.name, bytes: Int64(entry.content.count), seconds: 1_790_000_000)
            bytes += header.block + entry.content + [UInt8](repeating: 0, count: header.padding)
        }
        return bytes + [UInt8](repeating: 0, count: 2 * TarHeader.blockBytes)
    }

    /// What a reader finds in the bytes: each part's content.
    static func read(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        let directory = try TemporaryDirectory()
        try writeFile(directory.path("backup.tar"), bytes)
        return try read(path: directory.path("backup.tar"))
    }

    static func read(path: String) throws(BackupError) -> [String: [UInt8]] {
        let found = Found()
        try BackupReader(path).readAll { part throws(BackupError) in
            found.parts[part.name] = []
            return { bytes throws(BackupError) in found.parts[part.name]? += bytes }
        }
        return found.parts
    }

    private final class Found {
        var parts: [String: [UInt8]] = [:]
    }
}
