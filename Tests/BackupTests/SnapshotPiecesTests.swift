import Glibc
import TestSupport
import Testing

@testable import Backup

@Suite("Snapshot pieces", .timeLimit(.minutes(2)))
struct SnapshotPiecesTests {
    @Test func areTheFileThatWasAnnouncedInSmallPieces() throws {
        let state = try StateFolder()
        try writeFile("\(state.path)/tls.crt", [UInt8](repeating: 7, count: 2 * PlainFile.chunkBytes + 1))
        let snapshot = try state.snapshot()
        var pieces = snapshot.pieces()
        var (total, largest) = (0, 0)
        while let piece = try pieces.next() {
            total += piece.count
            largest = max(largest, piece.count)
        }
        #expect(Int64(total) == snapshot.fileBytes)
        #expect(total % TarHeader.blockBytes == 0)
        #expect(largest <= PlainFile.chunkBytes + TarHeader.blockBytes)
        #expect(try pieces.next() == nil)
    }

    @Test func canBeReadTwice() throws {
        let state = try StateFolder()
        let snapshot = try state.snapshot()
        #expect(try StateFolder.bytes(of: snapshot) == StateFolder.bytes(of: snapshot))
    }

    @Test func aCopyThatBecameShorterIsNoticed() throws {
        let state = try StateFolder()
        let before = try state.names()
        let snapshot = try state.snapshot()
        let copy = try #require(try state.names().first { !before.contains($0) })
        truncate("\(state.path)/\(copy)/\(BackupManifest.database)", 512)
        #expect(throws: BackupError(.damaged, "")) { try StateFolder.bytes(of: snapshot) }
    }

    @Test func anyTarListsAndUnpacksThem() async throws {
        let state = try StateFolder()
        let file = try state.backup()
        let list = try ChildProcess("tar", arguments: ["tf", file])
        #expect(try await list.waitUntilExit() == 0, "\(list.lines)")
        var expected = [BackupManifest.entry]
        expected += try BackupReader(file).manifest.parts.map(\.name)
        #expect(list.lines == expected + [BackupManifest.seal])
        let folder = state.directory.path("unpacked")
        try makeFolder(folder)
        let unpack = try ChildProcess("tar", arguments: ["xf", file, "-C", folder])
        #expect(try await unpack.waitUntilExit() == 0)
        #expect(unpack.lines == [])
        for (name, text) in StateFolder.files {
            #expect(try readFile("\(folder)/\(name)") == Array(text.utf8), "\(name)")
            #expect(mode("\(folder)/\(name)") == 0o600, "\(name)")
        }
        #expect(try StateFolder.rows(of: "\(folder)/\(BackupManifest.database)").count == 40)
        // The seal is what sha256sum would say of the manifest.
        let sum = try ChildProcess("sha256sum", arguments: ["\(folder)/\(BackupManifest.entry)"])
        #expect(try await sum.waitUntilExit() == 0)
        let seal = String(decoding: try readFile("\(folder)/\(BackupManifest.seal)"), as: UTF8.self)
        #expect(sum.lines.first?.prefix(64) == seal.prefix(64))
    }
}
