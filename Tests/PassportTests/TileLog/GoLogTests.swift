import FoundationEssentials
import Passport
import Protocol
import TestSupport
import Testing

/// A log written here is checked by the implementation from which the formats come: Go's golang.org/x/mod/sumdb, shown
/// with Debian's golang-go and golang-golang-x-mod-dev.
@Suite("A log for Go", .timeLimit(.minutes(5)))
struct GoLogTests {
    private static let size = 600
    private static let oldSize = 300

    /// Writes checkpoint, tiles, bundles, one proof of an entry and one of consistency.
    private static func write(into folder: String) throws -> (key: String, root: TreeHash) {
        let signer = try NoteSigner(name: "log.example/go", kind: .log, key: SigningKey())
        var builder = TileBuilder()
        var files: [String: [UInt8]] = [:]
        var tiles: [TileCoordinate: [UInt8]] = [:]
        var oldRoot = TreeHash.empty
        let entries = (0..<size).map(NaiveTree.entry)
        for (index, entry) in entries.enumerated() {
            if index == oldSize { oldRoot = builder.root }
            builder.append(.leaf(entry))
        }
        for tile in builder.takeTiles() {
            tiles[tile.coordinate] = tile.bytes
            files[tile.coordinate.path] = tile.bytes
        }
        for start in stride(from: 0, to: size, by: 256) {
            let bundle = Array(entries[start..<min(size, start + 256)])
            let coordinate = TileCoordinate(.entries, index: UInt64(start / 256), width: bundle.count)
            files[coordinate.path] = try EntryBundle.encode(bundle)
        }
        let source = TileHashes(size: UInt64(size)) { coordinate throws(PassportError) in
            guard let bytes = tiles[coordinate] else { throw PassportError(.missingHash, "no \(coordinate)") }
            return bytes
        }
        let tree = LogTree(size: UInt64(size), source: source)
        var note = try SignedNote(
            text: Checkpoint(origin: "log.example/go", size: UInt64(size), root: builder.root).text
        )
        try note.sign(with: signer)
        let proof = LogProofFile(index: 417, proof: try tree.inclusionProof(of: 417), checkpoint: note)
        let consistency = [oldRoot] + (try tree.consistencyProof(from: UInt64(oldSize)))
        files["checkpoint"] = Array(note.description.utf8)
        files["417.tlog-proof"] = Array(proof.description.utf8)
        let lines = ["\(oldSize)"] + consistency.map(\.description)
        files["consistency"] = Array(lines.joined(separator: "\n").utf8)
        for (path, bytes) in files {
            let whole = "\(folder)/\(path)"
            let parent = whole.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: whole))
        }
        return (signer.verifier.description, builder.root)
    }

    private static func check(_ folder: String, key: String) async throws -> (status: Int32, lines: [String]) {
        try await GoLogAudit.run(folder, key: key, proof: "417.tlog-proof", consistency: "consistency")
    }

    @Test func holdsInEveryHashAndProof() async throws {
        let folder = try TemporaryDirectory()
        let (key, root) = try Self.write(into: folder.path)
        let (status, lines) = try await Self.check(folder.path, key: key)
        #expect(status == 0, "\(lines)")
        #expect(lines.contains("CHECKED \(Self.size) \(root)"), "\(lines)")
    }

    @Test func isRefusedWithOneByteChanged() async throws {
        let folder = try TemporaryDirectory()
        let (key, _) = try Self.write(into: folder.path)
        let path = "\(folder.path)/tile/0/001"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[100] ^= 1
        try bytes.write(to: URL(filePath: path))
        let (status, lines) = try await Self.check(folder.path, key: key)
        #expect(status != 0)
        #expect(!lines.contains { $0.hasPrefix("CHECKED") }, "\(lines)")
    }
}
