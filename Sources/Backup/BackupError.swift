/// Why a backup could not be made, read or restored. Two errors are equal when their codes are.
package struct BackupError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure a caller can tell apart.
    package enum Code: String, Sendable, CaseIterable {
        /// The file is no backup of ours.
        case notABackup
        /// The file was made by a newer program.
        case newerFormat
        /// The file ends before its end.
        case truncated
        /// The content is not what was written.
        case damaged
        /// The folder is used by a running coordinator, or by another restore.
        case inUse
        /// There is something already where the result should be.
        case alreadyThere
        /// The disk refused; see the cause.
        case storage
    }

    /// Which kind.
    package var code: Code
    /// What happened, to what, and what to do next.
    package var message: String
    /// The error underneath, in words.
    package var cause: String?

    /// Makes an error.
    package init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}

extension BackupError: Equatable {
    package static func == (left: BackupError, right: BackupError) -> Bool { left.code == right.code }
}
