internal import SQLite

extension DatabaseError {
    /// The same failure in the words of every engine.
    init(_ error: SQLiteError) {
        let code: Code =
            switch error.code {
            case .unique: .uniqueViolated
            case .constraint: .constraintViolated
            case .full: .full
            case .ioError: .ioFailure
            case .corrupt, .notADatabase, .wrongApplication: .corrupt
            case .busy: .conflict
            case .closed: .closed
            case .queueFull: .overloaded
            case .locked: .owned
            case .cannotOpen: .unavailable
            case .readOnly: .readOnly
            case .tooBig: .tooLarge
            case .invalidSQL, .binding, .misuse: .invalidStatement
            case .missingColumn: .missingColumn
            case .typeMismatch: .typeMismatch
            case .migrationChanged: .migrationChanged
            case .newerSchema: .newerSchema
            case .outOfMemory, .other: .other
            }
        self.init(code, error.message, cause: error)
    }

    /// An error of SQLite in our words; any other one as it is.
    static func translated(_ error: any Error) -> any Error {
        (error as? SQLiteError).map { DatabaseError($0) } ?? error
    }
}
