/// A compiled profile this program cannot work with.
package struct MachineError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is; two errors are equal when their codes are.
    package enum Code: String, Sendable, CaseIterable {
        /// The bytes are not the JSON of a compiled profile.
        case unreadableProfile
        /// The profile's format version is not the one this program speaks.
        case unsupportedVersion
        /// The profile contradicts itself; the compiler never writes such a one.
        case invalidProfile
        /// A fault script for the simulated machine does not parse.
        case invalidFaultScript
    }

    /// What kind of fault it is.
    package let code: Code
    /// What happened, to what, and what to do next.
    package let message: String
    /// The error underneath, as text.
    package let cause: String?

    /// An error with its code, its message and, if there was one, the error underneath.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause.map { "\($0)" }
    }

    /// Equality is by code alone.
    package static func == (left: MachineError, right: MachineError) -> Bool {
        left.code == right.code
    }

    /// `code: message (cause)`.
    package var description: String {
        "\(code.rawValue): \(message)" + (cause.map { " (\($0))" } ?? "")
    }
}
