/// A message that was refused, or a key that can't be used: what happened, to what, and what to do next.
package struct ProtocolError: Error, Sendable, CustomStringConvertible {
    /// The stable reason; two errors are equal when their codes are.
    package var code: WireCode
    /// What happened and what to do next, for a person.
    package var message: String
    /// The error underneath, in words, when there is one.
    package var cause: String?

    /// Makes an error.
    package init(_ code: WireCode, _ message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        guard let cause else { return "\(code.rawValue): \(message)" }
        return "\(code.rawValue): \(message) (\(cause))"
    }
}

extension ProtocolError: Equatable {
    package static func == (left: ProtocolError, right: ProtocolError) -> Bool { left.code == right.code }
}
