package import SQLite

/// Why the journal refused or failed. Two errors are equal when their codes are; the message is for people.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure a caller can tell apart.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// Another process (or another open journal) owns the folder.
        case locked
        /// The disk or the page budget is full. Nothing was written and nothing is lost; do not actuate.
        case full
        /// The disk failed, or the file is damaged: the process must stop and open the journal again.
        case storageFailed
        /// The journal is closed, or stopped after such a failure.
        case closed
        /// The file was written by a newer program.
        case newerFormat
        /// The folder cannot be used.
        case cannotOpen
        /// The machine has no incarnation: it must enrol first.
        case notEnrolled
        /// The incarnation to adopt is not newer than the present one, or would make a sequence go back.
        case staleIncarnation
        /// The inbox, the outbox or the writer holds as much as it may; try again once something was answered.
        case queueFull
        /// A payload, key or id is over its limit.
        case tooLarge
        /// A field is empty or out of its range.
        case invalidField
        /// No such command was received.
        case unknownCommand
        /// The command belongs to an earlier incarnation of this journal.
        case earlierIncarnation
        /// The command has its outcome, or was closed without one.
        case commandClosed
        /// There is an intent of this attempt already.
        case intentExists
        /// The attempt does not follow the last one.
        case attemptOutOfOrder
        /// An earlier intent was recorded before the journal was last opened: it may have run and must not run again.
        case intentFromEarlierLife
        /// As many intents are open as the reserve was made for.
        case tooManyIntents
        /// The command has no intent, so it cannot have an outcome.
        case noIntent
        /// The command has an intent, so only an outcome closes it.
        case hasIntent
        /// The receipt could not be made (signed); nothing was written.
        case receiptNotMade
        /// Another run is not over, or this one was started before.
        case runActive
        /// There is no such run.
        case unknownRun
        /// The run is not in a state that allows this.
        case runNotRunning
        /// The serial is not the next one: its block was closed, or it is used already.
        case serialNotNext
        /// There is no such intent to stamp.
        case unknownStamp
        /// A sequence is beyond what this journal has sent: the other side knows more, as after a restored image.
        case sequenceAhead
    }

    /// Which kind of failure.
    package var code: Code
    /// What happened, to what, and what to do next.
    package var message: String
    /// The error this one was made from.
    package var cause: (any Error)?

    /// An error with its message and, where there is one, its cause.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The journal's word for an error of the database.
    package init(_ error: SQLiteError, while operation: String) {
        let code: Code =
            switch error.code {
            case .locked: .locked
            case .full: .full
            case .closed: .closed
            case .queueFull: .queueFull
            case .newerSchema, .migrationChanged: .newerFormat
            case .cannotOpen, .readOnly: .cannotOpen
            default: .storageFailed
            }
        self.init(code, "\(operation): \(error.message)", cause: error)
    }

    package var description: String { "\(code.rawValue): \(message)" }
}

extension JournalError: Equatable {
    package static func == (left: JournalError, right: JournalError) -> Bool { left.code == right.code }
}
