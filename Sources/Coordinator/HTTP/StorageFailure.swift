import Database

/// Which of the database's failures a caller may know more about than that something failed.
package enum StorageFailure {
    /// The error to answer with; nil when `error` is none of these.
    package static func of(_ error: any Error) -> CoordinatorError? {
        guard let error = error as? DatabaseError else { return nil }
        switch error.code {
        case .full:
            return CoordinatorError(
                .storageFull,
                "The coordinator's disk is full. Nothing was changed; try again when an operator has made room.",
                cause: error.message
            )
        case .overloaded, .conflict:
            return CoordinatorError(
                .notReady,
                "Too much is going on right now. Try again in a moment.",
                cause: error.message
            )
        case .closed:
            return CoordinatorError(
                .notReady,
                "The coordinator is stopping. Try again in a moment.",
                cause: error.message
            )
        default:
            return nil
        }
    }
}
