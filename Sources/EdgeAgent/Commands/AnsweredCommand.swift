package import Journal
package import Protocol

/// What a receipt says of the command that it answers. It carries the command's incarnation, because it belongs to that
/// life even when it is written in the next one.
package struct AnsweredCommand: Sendable {
    /// The command's id.
    package let id: String
    /// Its trace context.
    package let traceparent: String?
    /// The life of the journal that it belongs to.
    package let incarnation: Int64

    init(id: String, traceparent: String?, incarnation: Int64) {
        self.id = id
        self.traceparent = traceparent
        self.incarnation = incarnation
    }

    /// Of a command that was read.
    package init(_ command: Command) {
        id = command.jti
        traceparent = command.traceparent
        incarnation = command.inc
    }

    /// Of a command as it is stored, whether this program understands it or not.
    package init(_ stored: ReceivedCommand) {
        id = stored.id
        traceparent = stored.traceparent
        incarnation = stored.incarnation
    }
}
