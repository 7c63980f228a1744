import Glibc
import SQLite
import TestSupport
import Testing

@testable import Backup

@Suite("Snapshot")
struct SnapshotTests {
    @Test func takesWhatABackupNeedsAndNothingElse() throws {
        let state = try StateFolder()
        let snapshot = try state.snapshot()
        let manifest = snapshot.manifest
        #expect(manifest.parts.first?.name == BackupManifest.database)
        #expect(
            Set(manifest.parts.map(\.name))
                == Set(StateFolder.files.keys).union(["coordinator.sqlite", "operator.token"])
        )
        #expect(manifest.deployment == "deployment" && manifest.generation == 3)
        #expect(manifest.takenAt == 1_790_000_000_123 && manifest.format == 1)
        let parts = try BackupFile.read(try StateFolder.bytes(of: snapshot))
        for (name, text) in StateFolder.files { #expect(parts[name] == Array(text.utf8), "\(name)") }
        #expect(parts["operator.token"] == Array("token".utf8))
    }

    @Test func takesTheTokenFromWhereItIs() throws {
        let state = try StateFolder()
        try writeFile("\(state.path)/operator.token", "inside")
        let inside = try state.snapshot(name: "b", operatorToken: "\(state.path)/operator.token")
        #expect(try BackupFile.read(try StateFolder.bytes(of: inside))["operator.token"] == Array("inside".utf8))
        let none = try state.snapshot(name: "c", operatorToken: state.directory.path("nowhere"))
        #expect(!none.manifest.parts.contains { $0.name == "operator.token" })
    }

    @Test func copiesOneMomentWhileAWriterGoesOn() async throws {
        let state = try StateFolder()
        let writer = try SaleWriter(state)
        defer { #expect(throws: Never.self) { try writer.end() } }
        for name in ["a", "b", "c"] {
            let before = writer.committed
            let snapshot = try state.snapshot(name: name)
            // One commit may have been done and not been told of yet.
            let after = writer.committed + 1
            let copy = state.directory.path("\(name).sqlite")
            try writeFile(copy, try BackupFile.read(try StateFolder.bytes(of: snapshot))[BackupManifest.database] ?? [])
            let rows = try StateFolder.rows(of: copy)
            let newest = Int64(rows.count / 2)
            #expect(rows == Array(2...2 * newest + 1), "every transaction, and each of them whole")
            #expect((before...after).contains(newest), "\(newest) is of the time of the copy, \(before) to \(after)")
            try await eventually("the writer goes on") { writer.committed > after }
        }
    }

    @Test func doesNotWaitForATransactionAndDoesNotSeeIt() throws {
        let state = try StateFolder()
        let writer = try state.openDatabase()
        try writer.transaction {
            try writer.run("INSERT INTO sale (number, pair) VALUES (1, 0)")
            let snapshot = try state.snapshot()
            let copy = state.directory.path("copy.sqlite")
            try writeFile(copy, try BackupFile.read(try StateFolder.bytes(of: snapshot))[BackupManifest.database] ?? [])
            #expect(try StateFolder.rows(of: copy).first == 2)
        }
    }

    @Test func cutsLinesAtTheLastWholeOne() throws {
        let state = try StateFolder()
        let long = String(repeating: "x", count: PlainFile.chunkBytes + 100) + "\n"
        let cases = [
            ("", ""), ("no end", ""), ("a\n", "a\n"), ("a\nb", "a\n"), ("a\n\nb\n{\"half", "a\n\nb\n"),
            (long + long + "half", long + long),
        ]
        for (index, (written, taken)) in cases.enumerated() {
            try writeFile("\(state.path)/rail-sandbox/payments.jsonl", written)
            // A key has no lines: it is taken as it is.
            try writeFile("\(state.path)/tls.crt", written)
            let parts = try BackupFile.read(try StateFolder.bytes(of: try state.snapshot(name: "\(index)")))
            #expect(parts["rail-sandbox/payments.jsonl"] == Array(taken.utf8), "case \(index)")
            #expect(parts["tls.crt"] == Array(written.utf8), "case \(index)")
        }
    }

    @Test func theCopyIsPrivateAndGoesWithTheValue() throws {
        let state = try StateFolder()
        let before = try state.names()
        do {
            let snapshot = try state.snapshot()
            let made = try state.names().filter { !before.contains($0) }
            let copy = "\(state.path)/\(try #require(made.first))"
            #expect(made.count == 1 && mode(copy) == 0o700)
            for part in snapshot.manifest.parts { #expect(mode("\(copy)/\(part.name)") == 0o600, "\(part.name)") }
            withExtendedLifetime(snapshot) {}
        }
        #expect(try state.names() == before)
    }

    @Test func removesWhatAKilledCoordinatorLeftAndNothingOfAPersons() throws {
        let state = try StateFolder()
        let before = try state.names()
        let kept = try state.snapshot()
        let left = try #require(try state.names().first { !before.contains($0) })
        try makeFolder("\(state.path)/backup-monday")
        try writeFile("\(state.path)/backup-monday/mintmark.tar", "a person's")
        try writeFile("\(state.path)/backup-tuesday.tar", "a person's")
        try writeFile("\(state.path)/\(left)x", "a file")
        try Snapshot.removeLeftovers(in: state.path)
        #expect(try state.names() == (before + ["backup-monday", "backup-tuesday.tar", "\(left)x"]).sorted())
        #expect(Folder.exists("\(state.path)/backup-monday/mintmark.tar"))
        withExtendedLifetime(kept) {}
    }

    @Test func leavesNothingWhenItFails() throws {
        let state = try StateFolder()
        let before = try state.names()
        for file in ["keys/root.key", "tls.key"] {
            // A folder in the place of a file can't be copied.
            let path = "\(state.path)/\(file)"
            unlink(path)
            try makeFolder(path)
            #expect(throws: BackupError(.storage, "")) { try state.snapshot() }
            try Folder.remove(path)
            try writeFile(path, "key")
        }
        #expect(try state.names() == before)
    }

    @Test func refusesADamagedDatabase() throws {
        let state = try StateFolder()
        let path = "\(state.path)/\(BackupManifest.database)"
        let moved = try state.openDatabase().checkpoint()
        #expect(moved.walPages == moved.movedPages)
        for name in ["-wal", "-shm"] { unlink(path + name) }
        var bytes = try readFile(path)
        for index in 4_096..<bytes.count { bytes[index] = 0x5A }
        try writeFile(path, bytes)
        let before = try state.names()
        #expect(throws: BackupError(.damaged, "")) { try state.snapshot() }
        try writeFile(path, [UInt8](repeating: 0x5A, count: 8_192))
        #expect(throws: BackupError(.damaged, "")) { try state.snapshot() }
        #expect(try state.names() == before)
    }

    @Test func anotherProgramsDatabaseIsNoBackup() throws {
        let state = try StateFolder()
        try state.openDatabase().setApplicationID(1)
        #expect(throws: BackupError(.notABackup, "")) { try state.snapshot() }
    }

    @Test func aFileNamedAsARailIsNotInTheWay() throws {
        let state = try StateFolder()
        try writeFile("\(state.path)/rail-notes", "a person's")
        #expect(try state.snapshot().manifest.parts.contains { $0.name == "rail-sandbox/payments.jsonl" })
    }
}

@Suite("Snapshot without room", .serialized, .enabled(if: SmallDisk.isPossible))
struct FullDiskSnapshotTests {
    @Test func saysSoAndLeavesNothing() throws {
        let disk = try SmallDisk(mebibytes: 2)
        let state = try StateFolder()
        let database = try state.openDatabase()
        try database.execute("CREATE TABLE ballast (content BLOB NOT NULL) STRICT")
        try database.run("INSERT INTO ballast (content) VALUES (zeroblob(1200000))")
        let moved = try database.checkpoint()
        #expect(moved.walPages == moved.movedPages)
        try writeFile(disk.path(BackupManifest.database), try readFile(database.path))
        try makeFolder(disk.path("keys"))
        #expect(throws: BackupError(.storage, "")) {
            try Snapshot(
                of: disk.path,
                operatorToken: "",
                deployment: "d",
                generation: 1,
                takenAt: 0,
                name: "a"
            )
        }
        // Reading the database makes its own files, no others.
        let names = try Folder.names(in: disk.path).filter { !$0.hasPrefix(BackupManifest.database) }
        #expect(names == ["keys"])
    }
}
