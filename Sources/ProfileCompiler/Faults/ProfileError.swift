/// A profile or board that could not be compiled or read.
package struct ProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is; two errors are equal when their codes are.
    package enum Code: String, Sendable, CaseIterable {
        /// The profile has faults of severity error; `faults` holds them all.
        case faulty
        /// A board file has faults; `faults` holds them.
        case faultyBoard
        /// The folder of board files, or one of them, could not be read.
        case unreadableBoards
    }

    /// What kind of failure it is.
    package let code: Code
    /// What happened, to what, and what to do next.
    package let message: String
    /// The error underneath, as text.
    package let cause: String?
    /// The faults, by line; empty unless the code says otherwise.
    package let faults: [ProfileFault]

    /// An error with all its parts.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil, faults: [ProfileFault] = []) {
        self.code = code
        self.message = message
        self.cause = cause.map { "\($0)" }
        self.faults = faults
    }

    /// Equality is by code alone.
    package static func == (left: ProfileError, right: ProfileError) -> Bool {
        left.code == right.code
    }

    /// `code: message (cause)`, then the faults as a report shows them.
    package var description: String {
        let head = "\(code.rawValue): \(message)" + (cause.map { " (\($0))" } ?? "")
        return faults.isEmpty ? head : head + "\n" + ProfileReport.text(faults)
    }
}
