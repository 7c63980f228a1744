import Protocol

/// What a backup holds: the first entry of its file, JSON.
package struct BackupManifest: Codable, Hashable, Sendable {
    /// One file of the state folder.
    package struct Part: Codable, Hashable, Sendable {
        /// Its path below the state folder.
        package let name: String
        /// How long it is.
        package let bytes: Int64
        /// Its SHA-256, 64 hex digits.
        package let sha256: String

        /// Makes a part.
        package init(name: String, bytes: Int64, sha256: String) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// The format's version; a reader refuses a higher one.
    package let format: Int
    /// The deployment's id.
    package let deployment: String
    /// The database's generation.
    package let generation: Int64
    /// When the database was copied, milliseconds since 1970.
    package let takenAt: Int64
    /// The parts, in the file's order.
    package let parts: [Part]

    /// The format that this program writes.
    package static let format = 1
    /// The database's name.
    package static let database = "coordinator.sqlite"
    /// The name of the manifest's own entry.
    static let entry = "manifest.json"
    /// The name of the last entry: the manifest's SHA-256. A file without it is not complete.
    static let seal = "manifest.sha256"
    /// What a state folder can't do without.
    private static let needed = [database, "keys/root.key", "keys/command.key", "keyset.jwt"]
    private static let maximumParts = 1_000
    /// The longest part, in bytes: far beyond any disk, and so that the sum of all is still a number.
    private static let maximumPartBytes: Int64 = 1 << 50
    /// The longest manifest, in bytes.
    static let maximumBytes = 1 << 20

    /// Makes a manifest of this format.
    package init(deployment: String, generation: Int64, takenAt: Int64, parts: [Part]) {
        format = Self.format
        self.deployment = deployment
        self.generation = generation
        self.takenAt = takenAt
        self.parts = parts
    }

    /// Reads a manifest.
    /// - Throws: `notABackup`, `newerFormat` or `damaged`.
    init(reading bytes: [UInt8]) throws(BackupError) {
        struct Version: Decodable { let format: Int }
        let version: Version
        do {
            version = try StrictJSON.decode(Version.self, from: bytes, maximumBytes: Self.maximumBytes)
        } catch {
            throw BackupError(.notABackup, "The file's first entry is no manifest; is it a backup?", cause: "\(error)")
        }
        guard version.format >= 1 else {
            throw BackupError(.notABackup, "The file's first entry has the format \(version.format), which none is.")
        }
        guard version.format <= Self.format else {
            throw BackupError(
                .newerFormat,
                "The backup has format \(version.format), this program reads \(Self.format); use the newer program."
            )
        }
        do {
            self = try StrictJSON.decode(BackupManifest.self, from: bytes, maximumBytes: Self.maximumBytes)
        } catch {
            throw BackupError(.damaged, "The backup's manifest can't be read.", cause: "\(error)")
        }
        try check()
    }

    /// All bytes of the parts.
    package var bytes: Int64 { parts.reduce(0) { $0 + $1.bytes } }

    private func check() throws(BackupError) {
        let names = Set(parts.map(\.name))
        guard parts.count <= Self.maximumParts, names.count == parts.count, names.allSatisfy(Self.isName),
            names.isDisjoint(with: names.map(Folder.parent)),
            parts.allSatisfy({
                (0...Self.maximumPartBytes).contains($0.bytes) && Hex.isLowercase($0.sha256, count: 64)
            })
        else { throw BackupError(.damaged, "The backup's manifest names a part that no state folder has.") }
        for name in Self.needed where !names.contains(name) {
            throw BackupError(.damaged, "The backup has no \(name).")
        }
    }

    /// Whether a file of that path may be put into a state folder: one folder deep, and nothing that says which life of
    /// the database this is or that belongs to a running one.
    static func isName(_ name: String) -> Bool {
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = components.allSatisfy { component in
            !component.isEmpty && component.first != "." && component.utf8.allSatisfy(isNameByte)
        }
        let isOwn =
            [entry, seal].contains(name) || components.first == "generation"
            || [".lock", "-wal", "-shm", "-journal"].contains { name.hasSuffix($0) }
        return isPlain && !isOwn && components.count <= 2 && name.utf8.count <= TarHeader.maximumName
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
