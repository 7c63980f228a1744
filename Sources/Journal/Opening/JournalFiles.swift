internal import Glibc

/// The files of a journal and what is done to them as files.
struct JournalFiles {
    let directory: String
    var system: any JournalFileSystem = SystemFileSystem()

    var database: String { directory + "/journal.sqlite" }
    var lock: String { directory + "/journal.lock" }
    var reserve: String { directory + "/journal.reserve" }
    /// Written when damage was seen while running: the next start checks the whole file.
    var suspect: String { directory + "/journal.suspect" }

    private static let suffixes = ["", "-wal", "-shm"]

    /// Makes the folder if it is missing; returns the system's error number.
    func makeDirectory() -> Int32 { system.makeFolder(directory) }

    /// Bytes of a file, nil when it is missing.
    func size(_ path: String) -> Int64? { system.size(of: path) }

    /// SQLite deletes the WAL of an empty database file. A WAL beside one is evidence of a truncated file.
    var isTruncated: Bool { (size(database) ?? 0) == 0 && (size(database + "-wal") ?? 0) > 0 }

    /// Renames the database and what belongs to it to the first free `journal.sqlite.damaged-<n>`; nothing is deleted.
    /// Returns that name, or the system's error.
    func quarantine() -> Result<String, SystemFailure> {
        var number = 1
        while JournalFiles.suffixes.contains(where: { size("\(database).damaged-\(number)\($0)") != nil }) {
            number += 1
        }
        let target = "\(database).damaged-\(number)"
        // The WAL first: a database without its WAL would be opened as if nothing were missing.
        for suffix in JournalFiles.suffixes.reversed() where size(database + suffix) != nil {
            let result = system.rename(database + suffix, to: target + suffix)
            if result != 0 { return .failure(SystemFailure(number: result)) }
        }
        syncDirectory()
        return .success(target)
    }

    /// The databases that `quarantine` renamed.
    var quarantined: [String] {
        var number = 1
        var found: [String] = []
        while size("\(database).damaged-\(number)") != nil {
            found.append("\(database).damaged-\(number)")
            number += 1
        }
        return found
    }

    /// Makes names durable: a created or renamed file is only safe once its folder is.
    func syncDirectory() { system.syncFolder(directory) }

    /// Leaves the mark for the next start.
    func markSuspect() {
        _ = system.makeFile(suspect)
        syncDirectory()
    }

    /// Takes the mark away.
    func clearSuspect() {
        _ = system.remove(suspect)
        syncDirectory()
    }
}

/// An error number of the system.
struct SystemFailure: Error {
    let number: Int32

    var text: String { String(cString: strerror(number)) }
}
