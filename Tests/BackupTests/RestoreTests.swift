import Glibc
import SQLite
import TestSupport
import Testing

@testable import Backup

@Suite("Restore")
struct RestoreTests {
    private let state: StateFolder
    private let file: String
    private var target: String { state.directory.path("target") }

    init() throws {
        state = try StateFolder()
        file = try state.backup()
    }

    private func restore(_ file: String? = nil, replaces: Bool = false) -> Restore {
        Restore(file: file ?? self.file, folder: target, replaces: replaces, now: 1_790_000_000_456)
    }

    /// The target is what the backup holds, for its owner only, and lacks what says which life of the database it is.
    private func expectRestored(_ place: SourceLocation = #_sourceLocation) throws {
        for (name, text) in StateFolder.files {
            #expect(try readFile("\(target)/\(name)") == Array(text.utf8), "\(name)", sourceLocation: place)
            #expect(mode("\(target)/\(name)") == 0o600, "\(name)", sourceLocation: place)
        }
        #expect(try StateFolder.rows(of: "\(target)/\(BackupManifest.database)").count == 40, sourceLocation: place)
        let names = [
            "coordinator.sqlite", "keys", "keyset.jwt", "operator.token", "rail-sandbox", "tls.crt", "tls.key",
        ]
        #expect(try Folder.names(in: target) == names, sourceLocation: place)
        #expect(mode(target) == 0o700 && mode("\(target)/keys") == 0o700, sourceLocation: place)
        #expect(!Folder.exists("\(target).restoring"), sourceLocation: place)
    }

    @Test func makesTheFolder() throws {
        let outcome = try restore().run()
        #expect(outcome.replaced == nil && outcome.manifest.generation == 3)
        try expectRestored()
    }

    @Test(arguments: [false, true])
    func fillsAnEmptyFolder(_ replaces: Bool) throws {
        try makeFolder(target)
        #expect(try restore(replaces: replaces).run().replaced == nil)
        try expectRestored()
    }

    @Test func aSlashAtTheEndIsNoOtherFolder() throws {
        _ = try Restore(file: file, folder: target + "/", replaces: false, now: 0).run()
        try expectRestored()
    }

    @Test func tellsHowFarItIs() throws {
        var told: [Int64] = []
        let outcome = try restore().run { told.append($0) }
        #expect(told.last == outcome.manifest.bytes && told == told.sorted())
    }

    @Test func neverWritesOverAFolder() throws {
        try makeFolder(target)
        try writeFile("\(target)/marker", "old")
        #expect(throws: BackupError(.alreadyThere, "")) { try restore().run() }
        #expect(try Folder.names(in: target) == ["marker"])
        #expect(!Folder.exists("\(target).restoring"))
    }

    @Test func movesAFolderAsideWhenToldTo() throws {
        try makeFolder(target)
        try writeFile("\(target)/marker", "old")
        let outcome = try restore(replaces: true).run()
        #expect(outcome.replaced == "\(target).replaced-1790000000456")
        #expect(try readFile("\(target).replaced-1790000000456/marker") == Array("old".utf8))
        try expectRestored()
    }

    /// The files of the log are no part of a backup, and others have seen them.
    @Test(arguments: ["", "another"])
    func takesTheLogOfTheSameKeyAlong(_ key: String) throws {
        for folder in ["", "/keys", "/log"] { try makeFolder(target + folder) }
        try writeFile("\(target)/log/checkpoint", "published")
        if !key.isEmpty { try writeFile("\(target)/keys/log.key", key) }
        let outcome = try restore(replaces: true).run()
        let kept = try #require(outcome.replaced)
        #expect(Folder.exists("\(target)/log/checkpoint") == key.isEmpty)
        #expect(Folder.exists("\(kept)/log/checkpoint") != key.isEmpty)
    }

    @Test(arguments: [false, true])
    func aRunningCoordinatorIsNotDisturbed(_ replaces: Bool) throws {
        let running = try state.openDatabase()
        let before = try Folder.names(in: state.path)
        let restore = Restore(file: file, folder: state.path, replaces: replaces, now: 0)
        #expect(throws: BackupError(.inUse, "")) { try restore.run() }
        #expect(try Folder.names(in: state.path) == before)
        withExtendedLifetime(running) {}
    }

    @Test func aFolderOfAStoppedCoordinatorIsReplaced() throws {
        _ = try state.openDatabase()
        let outcome = try Restore(file: file, folder: state.path, replaces: true, now: 5).run()
        #expect(outcome.replaced == "\(state.path).replaced-5")
        // The lock is with the folder that went aside, and given back.
        _ = try LockFile(path: "\(state.path).replaced-5/coordinator.sqlite.lock")
    }

    @Test func oneRestoreAtATime() throws {
        var refused: BackupError?
        _ = try restore().run { _ in
            guard refused == nil else { return }
            do throws(BackupError) { _ = try restore().run() } catch { refused = error }
        }
        #expect(refused?.code == .inUse)
        try expectRestored()
    }

    @Test func aFolderThatAppearsMeanwhileIsNotWrittenOver() throws {
        var isMade = false
        #expect(throws: BackupError(.alreadyThere, "")) {
            try restore().run { _ in
                guard !isMade else { return }
                isMade = mkdir(target, 0o700) == 0 && symlink("nowhere", "\(target)/marker") == 0
            }
        }
        #expect(isMade)
        #expect(try Folder.names(in: target) == ["marker"])
        #expect(!Folder.exists("\(target).restoring"))
    }

    @Test func removesWhatAnotherRestoreLeft() throws {
        try makeFolder("\(target).restoring")
        try makeFolder("\(target).restoring/keys")
        try writeFile("\(target).restoring/restore.lock", "1\n")
        try writeFile("\(target).restoring/keys/root.key", "half")
        _ = try restore().run()
        try expectRestored()
    }

    @Test func leavesNothingOfADamagedBackup() throws {
        try makeFolder(target)
        try writeFile("\(target)/marker", "old")
        let before = try Folder.names(in: state.directory.path)
        let bytes = try readFile(file)
        try forAll(seeds: 0..<20) { random in
            var bad = bytes
            let at = Int.random(in: bytes.indices, using: &random)
            if Bool.random(using: &random) { bad.removeSubrange(at...) } else { bad.insert(0x41, at: at) }
            try writeFile(file, bad)
            #expect(throws: BackupError.self) { try restore(replaces: true).run() }
            try #require(try Folder.names(in: state.directory.path) == before)
            try #require(try Folder.names(in: target) == ["marker"])
        }
    }

    /// Everything is as the manifest says, and the database in it is none.
    @Test func checksTheDatabaseItself() throws {
        let whole = try BackupFile.read(path: file)
        var database = try #require(whole[BackupManifest.database])
        for index in 4_096..<database.count { database[index] = 0x5A }
        for (content, code) in [(database, BackupError.Code.damaged), ([], .notABackup), ([1, 2, 3], .damaged)] {
            var parts = BackupFile.parts
            parts[0].content = content
            try writeFile(file, try BackupFile(parts).bytes)
            #expect(throws: BackupError(code, "")) { try restore().run() }
            #expect(!Folder.exists(target) && !Folder.exists("\(target).restoring"))
        }
    }

    @Test func needsAFileAndAParent() throws {
        #expect(throws: BackupError(.storage, "")) { try restore(state.directory.path("none.tar")).run() }
        let nowhere = Restore(file: file, folder: state.directory.path("no/where"), replaces: false, now: 0)
        #expect(throws: BackupError(.storage, "")) { try nowhere.run() }
    }

    @Test func aStartWaitsForARestoreThatWasCutOff() throws {
        #expect(throws: Never.self) { try Restore.requireFinished(target) }
        try makeFolder("\(target).restoring")
        #expect(throws: BackupError(.inUse, "")) { try Restore.requireFinished(target) }
        #expect(throws: BackupError(.inUse, "")) { try Restore.requireFinished(target + "/") }
        try makeFolder(target)
        #expect(throws: BackupError(.inUse, "")) { try Restore.requireFinished(target) }
        // The old folder is whole: the restore was cut off before it was moved aside.
        try writeFile("\(target)/\(BackupManifest.database)", "")
        #expect(throws: Never.self) { try Restore.requireFinished(target) }
    }
}

@Suite("Restore to a mount point", .serialized, .enabled(if: SmallDisk.isPossible))
struct MountPointRestoreTests {
    @Test(arguments: [false, true])
    func saysSoAndLeavesNothing(_ isFull: Bool) throws {
        let disk = try SmallDisk(mebibytes: 1)
        if isFull { try writeFile(disk.path("marker"), "old") }
        let state = try StateFolder()
        let restore = Restore(file: try state.backup(), folder: disk.path, replaces: true, now: 0)
        let error = #expect(throws: BackupError.self) { try restore.run() }
        #expect(error?.code == .storage)
        #expect(error?.message.contains("mount point") == true)
        #expect(!Folder.exists("\(disk.path).restoring"))
        #expect(try Folder.names(in: disk.path) == (isFull ? ["marker"] : []))
    }
}
