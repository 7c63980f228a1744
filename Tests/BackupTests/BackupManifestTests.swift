import Protocol
import Testing

@testable import Backup

@Suite("Backup manifest")
struct BackupManifestTests {
    @Test(arguments: [
        "coordinator.sqlite", "keys/root.key", "rail-litecoin-1/payments.jsonl", "operator.token", "a", "A_b-c.9",
        String(repeating: "n", count: 100),
    ])
    func takesNamesOfStateFolders(_ name: String) { #expect(BackupManifest.isName(name)) }

    @Test(arguments: [
        "", ".", "..", "../x", "keys/../x", "keys/..", "/etc/passwd", "/", "a/", "a//b", "a/b/c", ".hidden",
        "keys/.hidden", "a b", "a\\b", "a\nb", "a\u{0}b", "ä", String(repeating: "n", count: 101), "generation",
        "generation/x", "coordinator.sqlite.lock", "restore.lock", "x/y.lock", "coordinator.sqlite-wal",
        "coordinator.sqlite-shm", "coordinator.sqlite-journal", "manifest.json", "manifest.sha256",
    ])
    func refusesOtherNames(_ name: String) {
        #expect(!BackupManifest.isName(name))
        #expect(throws: BackupError(.damaged, "")) {
            try read(BackupFile.parts + [BackupFile.Entry(name: name, content: [])])
        }
    }

    @Test(arguments: BackupFile.parts.map(\.name))
    func needsThePartThatNoStateFolderIsWithout(_ name: String) {
        let error = #expect(throws: BackupError.self) { try read(BackupFile.parts.filter { $0.name != name }) }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains(name) == true)
    }

    @Test func refusesOnePartTwice() {
        #expect(throws: BackupError(.damaged, "")) { try read(BackupFile.parts + [BackupFile.parts[1]]) }
    }

    @Test(arguments: ["keys", "coordinator.sqlite/x"])
    func refusesAFileWhereAnotherPartNeedsAFolder(_ name: String) {
        #expect(throws: BackupError(.damaged, "")) {
            try read(BackupFile.parts + [BackupFile.Entry(name: name, content: [])])
        }
    }

    @Test func refusesMorePartsThanAnyFolderHas() throws {
        let many = (1...997).map { BackupFile.Entry(name: "n\($0)", content: []) }
        #expect(throws: BackupError(.damaged, "")) { try read(BackupFile.parts + many) }
        #expect(try read(BackupFile.parts + many.dropLast()).parts.count == 1_000)
    }

    /// The sum of the lengths is a number whatever a manifest says.
    @Test(arguments: [-1, .max, (1 << 50) + 1] as [Int64])
    func refusesLengthsThatNoFileHas(_ bytes: Int64) throws {
        let parts = BackupFile.parts.map(BackupFile.part)
        let long = BackupManifest.Part(name: "long", bytes: bytes, sha256: parts[0].sha256)
        let text = try BackupFile.manifest(parts + [long])
        #expect(throws: BackupError(.damaged, "")) { try BackupManifest(reading: Array(text.utf8)) }
    }

    @Test(arguments: ["", "abc", String(repeating: "A", count: 64), String(repeating: "g", count: 64)])
    func refusesWhatIsNoHash(_ hash: String) throws {
        let parts = BackupFile.parts.map(BackupFile.part)
        let text = try BackupFile.manifest(parts + [BackupManifest.Part(name: "part", bytes: 0, sha256: hash)])
        #expect(throws: BackupError(.damaged, "")) { try BackupManifest(reading: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            ("{\"format\":2}", .newerFormat), ("{\"format\":9223372036854775807}", .newerFormat),
            ("{\"format\":0}", .notABackup), ("{\"format\":-1}", .notABackup), ("{\"format\":\"1\"}", .notABackup),
            ("{}", .notABackup), ("", .notABackup), ("hello", .notABackup), ("{\"format\":1}", .damaged),
            ("{\"format\":1,\"format\":1}", .notABackup),
        ] as [(String, BackupError.Code)]
    )
    func readsItsOwnFormatOnly(_ text: String, _ code: BackupError.Code) {
        #expect(throws: BackupError(code, "")) { try BackupManifest(reading: Array(text.utf8)) }
    }

    @Test func addsUpItsParts() throws {
        #expect(try read(BackupFile.parts).bytes == 711)
    }

    private func read(_ parts: [BackupFile.Entry]) throws -> BackupManifest {
        try BackupManifest(reading: Array(BackupFile(parts).manifest.utf8))
    }
}
