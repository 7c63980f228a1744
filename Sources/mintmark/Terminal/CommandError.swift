/// Why a command could not be done: what happened, to what, and what to do next.
struct CommandError: Error, CustomStringConvertible {
    /// For a person.
    var message: String
    /// The error underneath, in words.
    var cause: String?

    init(_ message: String, cause: String? = nil) {
        self.message = message
        self.cause = cause
    }

    var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
