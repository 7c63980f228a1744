import Journal
import Protocol

/// What a receipt says of the command that it answers. It carries the command's incarnation, because it belongs to that
/// life even when it is written in the next one.
struct AnsweredCommand: Sendable {
    let id: String
    let traceparent: String?
    let incarnation: Int64

    init(id: String, traceparent: String?, incarnation: Int64) {
        self.id = id
        self.traceparent = traceparent
        self.incarnation = incarnation
    }

    init(_ command: Command) {
        id = command.jti
        traceparent = command.traceparent
        incarnation = command.inc
    }

    init(_ stored: ReceivedCommand) {
        id = stored.id
        traceparent = stored.traceparent
        incarnation = stored.incarnation
    }
}
