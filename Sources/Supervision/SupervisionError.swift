/// What kept a child from being supervised. Two errors are equal when their codes are; the message is for people.
package struct SupervisionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: String, Sendable, CaseIterable {
        /// A Unix socket could not be made, reached or used.
        case socket
        /// The system gave no thread or descriptor.
        case noResources
        /// A child of this name is supervised already.
        case nameInUse
        /// The supervisor was stopped before.
        case stopped
        /// A program could not be started.
        case notStarted
        /// A line sent to the simulator is none of its instructions.
        case unknownInstruction
        /// A line of a machine log is none that this program writes.
        case damagedLog
    }

    /// What kind of failure it is.
    package let code: Code
    /// What happened, to what, and what to do next.
    package let message: String
    /// The system's own words, where there are any.
    package let cause: String?

    /// An error with all its parts.
    package init(_ code: Code, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Equality is by code alone.
    package static func == (left: SupervisionError, right: SupervisionError) -> Bool { left.code == right.code }

    /// The message, then the cause in brackets.
    package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
