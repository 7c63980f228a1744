/// A command in the inbox.
package struct ReceivedCommand: Sendable, Equatable {
    /// The command's id.
    package let id: String
    /// The incarnation it was received in. One of an earlier incarnation never runs.
    package let incarnation: Int64
    /// Its counter.
    package let counter: Int64
    /// The signed envelope.
    package let envelope: [UInt8]
    /// The W3C trace context.
    package let traceparent: String?
    /// When it came, on the clocks of that boot.
    package let received: JournalInstant
    /// Whether it came before the journal was last opened: then the monotonic time may be of another boot.
    package let isFromEarlierLife: Bool
}
