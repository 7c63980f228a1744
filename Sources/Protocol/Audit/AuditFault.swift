/// What is wrong with an audit log, and where.
package struct AuditFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Kind: String, CaseIterable, Sendable {
        /// A line is not an entry.
        case malformed
        /// An entry's content is not the one that was hashed.
        case changed
        /// An entry's signature is not the key's.
        case forged
        /// An entry is missing, stands twice or stands elsewhere.
        case outOfOrder
        /// An entry does not follow from the one before it: the log before it was rewritten.
        case brokenChain
        /// An entry belongs to an earlier life of the database than the one before it.
        case wrongGeneration
        /// The entry of a known head is another one now: the log was rewritten.
        case rewritten
        /// The log ends before a known head, or in the middle of a line: its end was cut off.
        case truncated
        /// There is nothing in it.
        case empty
    }

    /// What is wrong.
    package let kind: Kind
    /// The line, from 1; 0 when it is the whole log.
    package let line: Int
    /// In words, naming the entry.
    package let message: String

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
