/// Who this journal is to the coordinator, and how far it got.
package struct JournalIdentity: Sendable, Equatable {
    /// The life of this journal as the coordinator counts it; 0 while the machine is not enrolled.
    package let incarnation: Int64
    /// The counter of the last command received.
    package let lastCounter: Int64
    /// The sequence the next receipt gets.
    package let nextSequence: Int64
    /// Receipts up to this sequence are acknowledged.
    package let acknowledgedSequence: Int64
    /// The oldest receipt that is still kept; `nextSequence` when there is none.
    package let oldestSequence: Int64
    /// Commands received and not closed.
    package let openCommands: Int64
    /// How often this journal was opened; it separates intents of this process from those of earlier ones.
    package let life: Int64
}
