/// Why a command could not be done: what happened, to what, and what to do next.
struct CommandError: Error, CustomStringConvertible {
    /// For a person.
    var message: String
    /// The error underneath, in words.
    var cause: String?
    /// How the program ends.
    var status: CommandEnd

    init(_ message: String, cause: String? = nil, status: CommandEnd = .software) {
        self.message = message
        self.cause = cause
        self.status = status
    }

    var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
