internal import CSQLite

/// What went wrong with a database file. Two errors are equal when their codes are; the message is for people.
package struct SQLiteError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure a caller can tell apart.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The disk or the page limit is full. The work was rolled back; nothing that was committed is lost.
        case full
        /// Reading, writing or fsync failed. On a commit nobody knows what reached the disk: the process must stop.
        case ioError
        /// The file is a database whose content is damaged.
        case corrupt
        /// The file is not a database.
        case notADatabase
        /// A NOT NULL, CHECK, FOREIGN KEY or STRICT type constraint refused the row.
        case constraint
        /// A UNIQUE or PRIMARY KEY constraint refused the row.
        case unique
        /// Another connection of this process, or a reader, holds what was needed for longer than the busy timeout.
        case busy
        /// Another process (or another open store) owns the file for life.
        case locked
        /// The file could not be opened: the path, the permissions or a missing folder.
        case cannotOpen
        /// The file or the scope is read-only.
        case readOnly
        /// A text, blob or row is over SQLite's limit.
        case tooBig
        /// The SQL text was refused.
        case invalidSQL
        /// A parameter of the statement has no value, or a value has no parameter.
        case binding
        /// The row has no such column.
        case missingColumn
        /// The column holds another type than the one asked for.
        case typeMismatch
        /// A migration that was already applied has other text now.
        case migrationChanged
        /// The file was written by a newer version of the program.
        case newerSchema
        /// The file belongs to another application.
        case wrongApplication
        /// The writer was closed, or stopped after a fatal error; the work was not done.
        case closed
        /// The writer's queue is full; the work was not done.
        case queueFull
        /// SQLite ran out of memory.
        case outOfMemory
        /// The call broke a rule of the library.
        case misuse
        /// Anything else; see `extendedCode`.
        case other
    }

    /// Which kind of failure.
    package var code: Code
    /// What happened, to which file, and what to do next.
    package var message: String
    /// SQLite's extended result code (sqlite.org/rescode.html), 0 when the error is ours.
    package var extendedCode: Int32
    /// The error this one was made from.
    package var cause: (any Error)?

    /// An error of our own.
    package init(_ code: Code, _ message: String, extendedCode: Int32 = 0, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.extendedCode = extendedCode
        self.cause = cause
    }

    package var description: String {
        extendedCode == 0 ? "\(code.rawValue): \(message)" : "\(code.rawValue) (\(extendedCode)): \(message)"
    }

    /// Whether the content of the file can no longer be trusted, or it is no database of ours.
    package var meansDamagedFile: Bool { code == .corrupt || code == .notADatabase || code == .wrongApplication }
}

extension SQLiteError: Equatable {
    package static func == (left: SQLiteError, right: SQLiteError) -> Bool { left.code == right.code }
}

extension SQLiteError.Code {
    /// The code for an extended result code of SQLite.
    init(extendedCode: Int32) {
        if extendedCode == uniqueConstraintCode || extendedCode == primaryKeyConstraintCode {
            self = .unique
            return
        }
        switch extendedCode & 0xff {
        case SQLITE_FULL: self = .full
        case SQLITE_IOERR: self = .ioError
        case SQLITE_CORRUPT: self = .corrupt
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH: self = .constraint
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_TOOBIG: self = .tooBig
        case SQLITE_NOMEM: self = .outOfMemory
        case SQLITE_MISUSE, SQLITE_RANGE: self = .misuse
        case SQLITE_ERROR, SQLITE_SCHEMA: self = .invalidSQL
        default: self = .other
        }
    }

    /// What a person can do about it.
    var advice: String {
        switch self {
        case .full: "free disk space or raise the page limit; nothing committed is lost"
        case .ioError: "check the disk and the kernel log; the process has to restart and read the file again"
        case .corrupt, .notADatabase: "keep the file for analysis and restore or re-create it"
        case .busy: "another connection holds the file; find it, or try again"
        case .cannotOpen: "check that the folder exists and that this user may write to it"
        case .readOnly: "check the permissions of the file and of its folder"
        default: "see sqlite.org/rescode.html"
        }
    }
}

// The extended codes are macros with arithmetic in them, which Swift does not import.
private let uniqueConstraintCode: Int32 = SQLITE_CONSTRAINT | (8 << 8)
private let primaryKeyConstraintCode: Int32 = SQLITE_CONSTRAINT | (6 << 8)
