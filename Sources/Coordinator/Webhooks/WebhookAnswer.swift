/// What came of sending one message.
package enum WebhookAnswer: Hashable, Sendable, CustomStringConvertible {
    /// An HTTP status, and the `Retry-After` in seconds, if it was one.
    case status(Int, retryAfterSeconds: Int64?)
    /// No answer, and why.
    case none(String)

    /// For the operator, at most 300 characters: what a receiver sends is not trusted to be short.
    package var description: String {
        switch self {
        case .status(let status, _): "status \(status)"
        case .none(let why): String("no answer: \(why)".prefix(300))
        }
    }
}
