/// How a process ended.
package enum ChildExit: Sendable, Equatable, CustomStringConvertible {
    /// It returned this status.
    case status(Int32)
    /// This signal ended it.
    case signal(Int32)

    /// In words: `ended with status 1`.
    package var description: String {
        switch self {
        case .status(let status): "ended with status \(status)"
        case .signal(let signal): "was ended by signal \(signal)"
        }
    }
}
