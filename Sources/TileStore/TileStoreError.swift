/// Why the files of the log could not be read, written or compared: what happened, to which file, and what to do next.
package struct TileStoreError: Error, Sendable, CustomStringConvertible {
    /// The stable reasons.
    package enum Code: String, CaseIterable, Sendable {
        /// The file is not there.
        case missing
        /// There is no room on the disk.
        case storageFull
        /// The disk, or the rights to a file.
        case storage
        /// What is there is not what it has to be.
        case damaged
        /// A coordinator runs on the folder.
        case inUse
        /// Doing it would lose a part of the log, or make two histories of it.
        case refused
    }

    /// Which reason; two errors are equal when their codes are.
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

    package var description: String {
        guard let cause else { return "\(code.rawValue): \(message)" }
        return "\(code.rawValue): \(message) (\(cause))"
    }
}

extension TileStoreError: Equatable {
    package static func == (left: TileStoreError, right: TileStoreError) -> Bool { left.code == right.code }
}
