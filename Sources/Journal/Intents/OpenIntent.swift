/// A command whose intent is on disk and whose outcome is not. It is never run again: read the device back, else the
/// outcome is in doubt.
package struct OpenIntent: Sendable, Equatable {
    /// The command.
    package let command: ReceivedCommand
    /// The last attempt.
    package let attempt: Int
    /// What the sequencer wrote about that attempt before acting.
    package let detail: [UInt8]
    /// When it was written, on the clocks of that boot.
    package let recorded: JournalInstant
    /// Whether an earlier process wrote it: nobody in this one knows how far it got.
    package let isFromEarlierLife: Bool
}
