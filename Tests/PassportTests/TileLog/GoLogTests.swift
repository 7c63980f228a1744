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
        files["consistency"] = Array(consistency.map(\.description).joined(separator: "\n").utf8)
        files["check.go"] = Array(program.utf8)
        for (path, bytes) in files {
            let whole = "\(folder)/\(path)"
            let parent = whole.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: whole))
        }
        return (signer.verifier.description, builder.root)
    }

    private static func check(_ folder: String, key: String) async throws -> (status: Int32, lines: [String]) {
        let go = try ChildProcess(
            "/usr/bin/go",
            arguments: ["run", "check.go", key],
            // Debian's packages are a GOPATH; the compiled ones are kept for the next time.
            environment: [
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": "\(PackageRoot.path)/.build/go-cache",
                "GOTELEMETRY": "off",
            ],
            workingDirectory: folder
        )
        return (try await go.waitUntilExit(timeoutSeconds: 240), go.lines)
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

    private static let program = """
        package main

        import (
        	"encoding/binary"
        	"fmt"
        	"os"
        	"strings"

        	"golang.org/x/mod/sumdb/note"
        	"golang.org/x/mod/sumdb/tlog"
        )

        func must(err error) {
        	if err != nil {
        		fmt.Println("REFUSED", err)
        		os.Exit(1)
        	}
        }

        func read(path string) []byte {
        	data, err := os.ReadFile(path)
        	must(err)
        	return data
        }

        type tiles struct{}

        func (tiles) Height() int { return 8 }
        func (tiles) ReadTiles(wanted []tlog.Tile) (data [][]byte, err error) {
        	for _, tile := range wanted {
        		data = append(data, read("tile/"+strings.TrimPrefix(tile.Path(), "tile/8/")))
        	}
        	return data, nil
        }
        func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

        func hashes(lines []string) (result []tlog.Hash) {
        	for _, line := range lines {
        		hash, err := tlog.ParseHash(line)
        		must(err)
        		result = append(result, hash)
        	}
        	return result
        }

        func main() {
        	verifier, err := note.NewVerifier(os.Args[1])
        	must(err)
        	signed, err := note.Open(read("checkpoint"), note.VerifierList(verifier))
        	must(err)
        	var size int64
        	lines := strings.Split(signed.Text, "\\n")
        	fmt.Sscan(lines[1], &size)
        	root, err := tlog.ParseHash(lines[2])
        	must(err)
        	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{})
        	var index int64
        	for index < size {
        		width := size - index
        		path := fmt.Sprintf("tile/entries/%03d", index/256)
        		if width >= 256 {
        			width = 256
        		} else {
        			path += fmt.Sprintf(".p/%d", width)
        		}
        		bundle := read(path)
        		for ; width > 0; width-- {
        			length := int(binary.BigEndian.Uint16(bundle))
        			leaf := tlog.RecordHash(bundle[2 : 2+length])
        			bundle = bundle[2+length:]
        			stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
        			must(err)
        			proof, err := tlog.ProveRecord(size, index, reader)
        			must(err)
        			must(tlog.CheckRecord(proof, size, root, index, leaf))
        			if stored[0] != leaf {
        				must(fmt.Errorf("entry %d is not its leaf", index))
        			}
        			index++
        		}
        	}
        	parts := strings.SplitN(string(read("417.tlog-proof")), "\\n\\n", 2)
        	proof := hashes(strings.Split(parts[0], "\\n")[2:])
        	must(tlog.CheckRecord(proof, size, root, 417, tlog.RecordHash([]byte("entry 417"))))
        	ours := hashes(strings.Split(string(read("consistency")), "\\n"))
        	must(tlog.CheckTree(ours[1:], size, root, 300, ours[0]))
        	fmt.Println("CHECKED", size, root)
        }
        """
}
