/// What a release of the agent holds, signed by an offline release key: the programs and the files of the service
/// manager, each by its digest. The files travel beside it; they are believed because of these digests.
package struct ReleaseClaims: Hashable, Sendable, Codable {
    /// One file.
    package struct File: Hashable, Sendable, Codable {
        /// Where it lies in a slot: at most one folder and a name of `a-z A-Z 0-9 . _ + -`.
        package var path: String
        /// Its length in bytes.
        package var bytes: Int64
        /// SHA-256 of its bytes, 64 hex digits.
        package var sha256: String
        /// Whether it is a program.
        package var executable: Bool

        /// Makes an entry.
        package init(path: String, bytes: Int64, sha256: String, executable: Bool) {
            self.path = path
            self.bytes = bytes
            self.sha256 = sha256
            self.executable = executable
        }
    }

    /// The shape's version, 1.
    package var ver: Int
    /// The version as people name it.
    package var version: String
    /// Rises with every release; what "older" means.
    package var number: Int64
    /// The lowest number that may run once this release was kept: raised when an older one has a hole.
    package var floor: Int64
    /// Whether it may replace a newer one.
    package var downgrade: Bool
    /// Debian's name of the processor: `amd64`, `arm64`.
    package var architecture: String
    /// The shared libraries that its programs ask for and that it does not bring, by soname.
    package var libraries: [String]
    /// The oldest schema of the journal whose agents can go on with a journal that this one has opened: whether the
    /// machine can go back.
    package var journalReadableFrom: Int
    /// When it was signed, seconds since 1970.
    package var iat: Int64
    /// The files.
    package var files: [File]

    /// Makes a release.
    package init(
        version: String,
        number: Int64,
        floor: Int64 = 0,
        downgrade: Bool = false,
        architecture: String,
        libraries: [String],
        journalReadableFrom: Int,
        iat: Int64,
        files: [File]
    ) {
        ver = 1
        self.version = version
        self.number = number
        self.floor = floor
        self.downgrade = downgrade
        self.architecture = architecture
        self.libraries = libraries
        self.journalReadableFrom = journalReadableFrom
        self.iat = iat
        self.files = files
    }

    /// The agent's path in every release.
    package static let agent = "mintmark-agent"
    /// The path of the script that keeps the slots.
    package static let slots = "slots"
    /// The name of the signed claims in a slot.
    package static let claimsFile = "release.jws"

    private static let mostFiles = 64
    private static let mostFileBytes: Int64 = 512 * 1024 * 1024

    /// All bytes of its files together.
    package var totalBytes: Int64 { files.reduce(0) { $0 + $1.bytes } }

    /// Reads a signed release and believes it when one of `keys` signed it.
    /// - Throws: the codes of `Envelope`, `unsupportedVersion` or `malformed`.
    package static func verify(_ compact: String, keys: [VerifyingKey]) throws(ProtocolError) -> ReleaseClaims {
        let envelope = try Envelope.parse(compact, as: .release)
        let claims = try envelope.verified(by: keys.first { $0.fingerprint == envelope.keyID })
            .claims(ReleaseClaims.self)
        try claims.check()
        return claims
    }

    /// Whether this is a release that can be put into a slot.
    /// - Throws: `unsupportedVersion` or `malformed`.
    package func check() throws(ProtocolError) {
        guard ver == 1 else {
            throw ProtocolError(.unsupportedVersion, "Release shape \(ver) is unknown; update this program.")
        }
        guard number >= 1, journalReadableFrom >= 1, (0...number).contains(floor), !version.isEmpty,
            version.utf8.count <= 64, version.utf8.allSatisfy(Self.isPathByte), !architecture.isEmpty,
            architecture.utf8.allSatisfy(Self.isPathByte)
        else {
            throw ProtocolError(
                .malformed,
                "The release's version, number, floor, journal or architecture is out of range."
            )
        }
        guard (1...Self.mostFiles).contains(files.count), Set(files.map(\.path)).count == files.count,
            files.allSatisfy({ Self.isPath($0.path) && Hex.isLowercase($0.sha256, count: 64) }),
            files.allSatisfy({ (0...Self.mostFileBytes).contains($0.bytes) })
        else { throw ProtocolError(.malformed, "The release names a file twice, or one that has no place in a slot.") }
        guard [Self.agent, Self.slots].allSatisfy({ path in files.contains { $0.path == path && $0.executable } })
        else { throw ProtocolError(.malformed, "The release has no \(Self.agent), or no \(Self.slots).") }
    }

    private static func isPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && path != claimsFile && parts[0] != "settings"
            && parts.allSatisfy { part in
                (1...100).contains(part.utf8.count) && part.first != "." && part.utf8.allSatisfy(isPathByte)
            }
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
