/// A verified command on its way into the inbox.
package struct IncomingCommand: Sendable, Equatable {
    /// The command's id (`jti`), 1 to 128 bytes.
    package var id: String
    /// Its counter (`cnt`), dense per incarnation.
    package var counter: Int64
    /// A hash of the claims that may not change when the command is signed again, 16 to 64 bytes.
    package var bodyHash: [UInt8]
    /// The signed envelope.
    package var envelope: [UInt8]
    /// The W3C trace context, carried into whatever answers the command.
    package var traceparent: String?
    /// When it came.
    package var received: JournalInstant

    /// A command from its parts.
    package init(
        id: String,
        counter: Int64,
        bodyHash: [UInt8],
        envelope: [UInt8],
        traceparent: String? = nil,
        received: JournalInstant
    ) {
        self.id = id
        self.counter = counter
        self.bodyHash = bodyHash
        self.envelope = envelope
        self.traceparent = traceparent
        self.received = received
    }
}
