import Faults
import Glibc
import SQLite

/// Puts a backup in the place of a state folder, while no coordinator runs. The folder appears whole or not at all. It
/// lacks the file that says which life of the database this is, so the next start begins a new generation.
package struct Restore: Sendable {
    /// What was done.
    package struct Outcome: Sendable {
        /// What the backup held.
        package let manifest: BackupManifest
        /// Where the folder went that was there before.
        package let replaced: String?
    }

    /// The backup.
    package var file: String
    /// The state folder.
    package var folder: String
    /// Whether a folder that is there is moved aside.
    package var replaces: Bool
    /// When, milliseconds since 1970; names the folder that is moved aside.
    package var now: Int64

    /// Makes a restore.
    package init(file: String, folder: String, replaces: Bool, now: Int64) {
        self.file = file
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.replaces = replaces
        self.now = now
    }

    /// Throws `inUse` when a restore to this folder was begun and not finished, and there is no database in it: a
    /// coordinator that started now would begin another deployment.
    package static func requireFinished(_ folder: String) throws(BackupError) {
        let restore = Restore(file: "", folder: folder, replaces: false, now: 0)
        guard Folder.exists(restore.temporary), !Folder.exists("\(restore.folder)/\(BackupManifest.database)") else {
            return
        }
        throw BackupError(
            .inUse,
            "A restore to \(folder) was not finished. Run `mintmark restore` again, or remove \(restore.temporary)."
        )
    }

    private var temporary: String { "\(folder).restoring" }
    private static let lock = "restore.lock"
    private static let log = "log"

    /// Restores. Blocks for as long as that takes.
    /// - Parameter progress: told how many bytes were read so far.
    /// - Throws: `BackupError`; then the folder is as it was.
    package func run(progress: (Int64) -> Void = { _ in }) throws(BackupError) -> Outcome {
        let used = try lockTarget()
        defer { withExtendedLifetime(used) {} }
        let reader = try BackupReader(file)
        let manifest = reader.manifest
        let own = try makeTemporary()
        defer { withExtendedLifetime(own) {} }
        do {
            try unpack(reader, progress: progress)
            try DatabaseFile.check("\(temporary)/\(BackupManifest.database)")
            try sync(manifest)
            FaultPoint.reach(RestoreStep.restoreSynced)
            let replaced = try putInPlace(used)
            FaultPoint.reach(RestoreStep.restoreInPlace)
            return Outcome(manifest: manifest, replaced: replaced)
        } catch {
            // What went wrong is what a person has to know; the next restore removes what is left.
            try? Folder.remove(temporary)
            throw error
        }
    }

    /// Makes sure that no coordinator runs on the folder, and that it may be replaced.
    private func lockTarget() throws(BackupError) -> LockFile? {
        guard Folder.exists(folder) else { return nil }
        let names = try Folder.names(in: folder)
        var lock: LockFile?
        let path = "\(folder)/\(BackupManifest.database).lock"
        if Folder.exists(path) {
            do {
                lock = try LockFile(path: path)
            } catch {
                throw BackupError(.inUse, "\(folder) is in use; stop its coordinator first.", cause: error.message)
            }
        }
        guard names.isEmpty || replaces else {
            throw BackupError(
                .alreadyThere,
                "\(folder) is not empty. Name another folder, or use --replace, which moves it aside."
            )
        }
        return lock
    }

    private func makeTemporary() throws(BackupError) -> LockFile {
        if Folder.exists(temporary) {
            // Left by a restore that was ended; unless that one still runs.
            let left = try lockTemporary()
            defer { withExtendedLifetime(left) {} }
            try Folder.remove(temporary)
        }
        try Folder.make(temporary)
        let lock = try lockTemporary()
        FaultPoint.reach(RestoreStep.restoreBegun)
        return lock
    }

    private func lockTemporary() throws(BackupError) -> LockFile {
        do {
            return try LockFile(path: "\(temporary)/\(Self.lock)")
        } catch {
            throw BackupError(.inUse, "Another restore to \(folder) is running.", cause: error.message)
        }
    }

    private func unpack(_ reader: consuming BackupReader, progress: (Int64) -> Void) throws(BackupError) {
        try reader.readAll(
            { part throws(BackupError) in
                let path = "\(temporary)/\(part.name)"
                let parent = Folder.parent(of: path)
                if !Folder.exists(parent) { try Folder.make(parent) }
                let file = OpenFile(try PlainFile(making: path))
                return { bytes throws(BackupError) in try file.file.write(bytes) }
            },
            progress: progress
        )
        FaultPoint.reach(RestoreStep.restoreWritten)
    }

    /// A file that a closure can hold.
    private final class OpenFile {
        let file: PlainFile

        init(_ file: consuming PlainFile) { self.file = file }
    }

    private func sync(_ manifest: BackupManifest) throws(BackupError) {
        var folders: Set<String> = [temporary]
        for part in manifest.parts {
            let path = "\(temporary)/\(part.name)"
            folders.insert(Folder.parent(of: path))
            try PlainFile(reading: path).sync()
        }
        for folder in folders { try Folder.sync(folder) }
    }

    /// Gives the new folder its name. A folder that was there goes aside first; `requireFinished` covers the moment in
    /// between.
    /// - Parameter used: the lock of the folder that was there when the restore began. Something else may be there now.
    private func putInPlace(_ used: LockFile?) throws(BackupError) -> String? {
        let used = if let used { used } else { try lockTarget() }
        defer { withExtendedLifetime(used) {} }
        var replaced: String?
        if Folder.exists(folder), try !Folder.names(in: folder).isEmpty {
            let aside = "\(folder).replaced-\(now)"
            guard rename(folder, aside) == 0 else { throw notMoved(folder) }
            replaced = aside
            FaultPoint.reach(RestoreStep.restoreMovedAside)
        }
        guard rename(temporary, folder) == 0 else {
            let error = notMoved(temporary)
            if let replaced { rename(replaced, folder) }
            throw error
        }
        // Not earlier: another restore would take the new folder for one that was left.
        unlink("\(folder)/\(Self.lock)")
        if let replaced { try takeLog(from: replaced) }
        try Folder.sync(folder)
        try Folder.sync(Folder.parent(of: folder))
        return replaced
    }

    /// Moves the files of the log of serials over, when they are of the same key: no backup holds them, and others have
    /// seen them, so the database takes from them what it lacks. Without them the log would wait for a person.
    private func takeLog(from replaced: String) throws(BackupError) {
        let log = "\(replaced)/\(Self.log)"
        guard Folder.isFolder(log), !Folder.exists("\(folder)/\(Self.log)"),
            try Self.logKey(in: replaced) == Self.logKey(in: folder)
        else { return }
        guard rename(log, "\(folder)/\(Self.log)") == 0 else { throw notMoved(log) }
        try Folder.sync(replaced)
    }

    /// The text of the key that signs the log; empty without one.
    private static func logKey(in folder: String) throws(BackupError) -> [UInt8] {
        let path = "\(folder)/keys/log.key"
        guard Folder.exists(path) else { return [] }
        return try PlainFile(reading: path).read(PlainFile.chunkBytes)
    }

    private func notMoved(_ path: String) -> BackupError {
        guard errno == EBUSY else { return PlainFile.failure("can't be renamed", path) }
        return BackupError(
            .storage,
            "\(folder) is a mount point, which can't be replaced. Restore to a folder below it, and use that one."
        )
    }
}
