/// Why the agent, or one of its parts, can't go on.
package struct AgentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stable reasons.
    package enum Code: String, Sendable {
        /// A file that the agent was given can't be used.
        case configuration
        /// The lines can't be driven.
        case lines
        /// The journal can't be used.
        case journal
        /// The coordinator could not be reached, or the link broke.
        case link
        /// The coordinator refused, for now or until a person acts.
        case refused
        /// The peer is not the coordinator that was pinned.
        case trust
        /// The agent is stopping.
        case stopping
    }

    /// The stable reason; two errors are equal when their codes are.
    package var code: Code
    /// What happened and what to do next.
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

    package static func == (left: AgentError, right: AgentError) -> Bool { left.code == right.code }
}
