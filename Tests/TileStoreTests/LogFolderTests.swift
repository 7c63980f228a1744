import Passport
import TestSupport
import Testing
import TileStore

@Suite("Log folder")
struct LogFolderTests {
    private static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    /// Writes entries in batches, as a sequencer does.
    private static func write(_ counts: [Int], to folder: LogFolder) throws -> LogWriter {
        var writer = LogWriter()
        var index = 0
        for count in counts {
            for _ in 0..<count {
                try writer.append(entry(index), hash: .leaf(entry(index)))
                index += 1
            }
            try folder.write(writer.takeFiles())
        }
        return writer
    }

    @Test func holdsEveryEntryUnderTheRoot() throws {
        let directory = try TemporaryDirectory()
        let folder = LogFolder(directory.path + "/log")
        let writer = try Self.write([1, 2, 253, 1, 600, 70], to: folder)
        let tree = LogTree(size: writer.size, source: folder.hashes(size: writer.size))
        var place: UInt64 = 0
        while place < writer.size {
            for entry in try folder.entries(from: place, below: writer.size) {
                #expect(entry == Self.entry(Int(place)))
                place += 1
            }
        }
        #expect(place == 927)
        for place in [0, 255, 256, 700, 926] as [UInt64] {
            try LogProofs.checkInclusion(
                of: .leaf(Self.entry(Int(place))),
                at: place,
                in: writer.root,
                size: writer.size,
                proof: tree.inclusionProof(of: place)
            )
        }
    }

    @Test func goesOnFromItsLastFiles() throws {
        let directory = try TemporaryDirectory()
        let folder = LogFolder(directory.path + "/log")
        for size in [0, 1, 255, 256, 257, 512, 700] {
            let whole = try Self.write([size], to: LogFolder(directory.path + "/\(size)"))
            let again = try LogWriter(size: UInt64(size), files: LogFolder(directory.path + "/\(size)"))
            #expect(again.size == whole.size)
            #expect(again.root == whole.root)
        }
        // Also from a size in the past, whose partial files have been replaced by full ones.
        let past = try Self.write([300], to: LogFolder(directory.path + "/past"))
        _ = try Self.write([300, 300], to: folder)
        #expect(throws: TileStoreError(.missing, "")) {
            try folder.readAsIs(TileCoordinate(.entries, index: 1, width: 44))
        }
        var again = try LogWriter(size: 300, files: folder)
        #expect(again.root == past.root)
        for index in 300..<600 { try again.append(Self.entry(index), hash: .leaf(Self.entry(index))) }
        #expect(again.root == (try LogWriter(size: 600, files: folder)).root)
    }

    @Test func aCheckpointIsReplacedAsAWhole() throws {
        let directory = try TemporaryDirectory()
        let folder = LogFolder(directory.path + "/log")
        #expect(try folder.checkpoint() == nil)
        for size in [1, 2] as [UInt64] {
            let text = try Checkpoint(origin: "log.example", size: size, root: .empty).text
            let signature = NoteSignature(name: "log.example", keyID: 1, bytes: [1])
            let note = try SignedNote(text: text, signatures: [signature])
            try folder.publish(note)
            #expect(try folder.checkpoint() == note)
        }
    }

    @Test func aCutFileIsDamaged() throws {
        let directory = try TemporaryDirectory()
        let folder = LogFolder(directory.path + "/log")
        _ = try Self.write([3], to: folder)
        for path in ["tile/0/000.p/3", "tile/entries/000.p/3"] {
            let whole = try readFile("\(folder.path)/\(path)")
            try writeFile("\(folder.path)/\(path)", Array(whole.dropLast()))
        }
        #expect(throws: TileStoreError(.damaged, "")) {
            try folder.read(TileCoordinate(.hashes(level: 0), index: 0, width: 3))
        }
        #expect(throws: TileStoreError(.damaged, "")) { try folder.entries(from: 0, below: 3) }
    }
}
