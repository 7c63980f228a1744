/// What went wrong with a database, the same for every engine. Two errors are equal when their codes are.
package struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure a caller can tell apart.
    package enum Code: String, CaseIterable, Sendable {
        /// A UNIQUE or PRIMARY KEY constraint refused the row.
        case uniqueViolated
        /// A NOT NULL, CHECK, FOREIGN KEY or type constraint refused the row.
        case constraintViolated
        /// The disk is full. Nothing was changed and nothing committed is lost; works again when there is space.
        case full
        /// Reading, writing or fsync failed. Nobody knows what reached the disk: the process has to stop.
        case ioFailure
        /// The content is damaged, or it is no database of ours.
        case corrupt
        /// Somebody else's transaction was in the way, more often than is worth repeating.
        case conflict
        /// The database was closed, or stopped after a fatal error; or the transaction is over.
        case closed
        /// Too much work is waiting; try again later.
        case overloaded
        /// Another process owns the database.
        case owned
        /// It could not be opened or reached.
        case unavailable
        /// A read tried to change something.
        case readOnly
        /// A value is over the engine's limit.
        case tooLarge
        /// The statement, or its parameters, were refused.
        case invalidStatement
        /// The row has no such column.
        case missingColumn
        /// The column holds another type than the one asked for.
        case typeMismatch
        /// A migration that was already applied has other text now.
        case migrationChanged
        /// The database was written by a newer version of the program.
        case newerSchema
        /// Anything else; see the cause.
        case other
    }

    /// Which kind.
    package var code: Code
    /// What happened, to what, and what to do next.
    package var message: String
    /// The engine's own error.
    package var cause: (any Error)?

    /// Makes an error.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

extension DatabaseError: Equatable {
    package static func == (left: DatabaseError, right: DatabaseError) -> Bool { left.code == right.code }
}
