/// A log's folder is checked by the implementation from which its formats come: Go's golang.org/x/mod/sumdb, from
/// Debian's golang-go and golang-golang-x-mod-dev.
package enum GoLogAudit {
    /// The status and the lines of the Go program, which reads a folder of up to 256,000 entries: every entry, every
    /// tile, the signature, one proof of an entry and one of consistency. It says `CHECKED size root` when all
    /// is right.
    /// - Parameters:
    ///   - folder: the log's folder; the program is put into it.
    ///   - key: the log's verifier key.
    ///   - proof: the path of a `.tlog-proof` file of the checkpoint.
    ///   - consistency: the path of a file with an older size, its root, and the hashes of the proof, one a line.
    package static func run(
        _ folder: String,
        key: String,
        proof: String,
        consistency: String
    ) async throws -> (status: Int32, lines: [String]) {
        try writeFile("\(folder)/check.go", Array(program.utf8))
        let go = try ChildProcess(
            "/usr/bin/go",
            arguments: ["run", "check.go", key, proof, consistency],
            // Debian's packages are a GOPATH; the compiled ones are kept for the next time.
            environment: [
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": "\(PackageRoot.path)/.build/go-cache",
                "GOTELEMETRY": "off",
            ],
            workingDirectory: folder
        )
        return (try await go.waitUntilExit(timeoutSeconds: 240), go.lines)
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
        	var leaves []tlog.Hash
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
        			leaves = append(leaves, leaf)
        			index++
        		}
        	}
        	parts := strings.SplitN(string(read(os.Args[2])), "\\n\\n", 2)
        	head := strings.Split(parts[0], "\\n")[1:]
        	if strings.HasPrefix(head[0], "extra ") {
        		head = head[1:]
        	}
        	fmt.Sscanf(head[0], "index %d", &index)
        	must(tlog.CheckRecord(hashes(head[1:]), size, root, index, leaves[index]))
        	ours := strings.Split(string(read(os.Args[3])), "\\n")
        	var oldSize int64
        	fmt.Sscan(ours[0], &oldSize)
        	old := hashes(ours[1:])
        	must(tlog.CheckTree(old[1:], size, root, oldSize, old[0]))
        	fmt.Println("CHECKED", size, root)
        }
        """
}
