import NIOConcurrencyHelpers

/// Messages for a dedicated thread, which waits for them with a bound.
final class Mailbox<Message: Sendable>: Sendable {
    private let condition = ConditionLock<Bool>(value: false)
    private let messages = NIOLockedValueBox<[Message]>([])

    /// Adds a message and wakes the thread.
    func post(_ message: Message) {
        condition.lock()
        messages.withLockedValue { $0.append(message) }
        condition.unlock(withValue: true)
    }

    /// Takes the oldest message, waiting for one at most so long.
    func next(waitingMilliseconds: Int64) -> Message? {
        guard condition.lock(whenValue: true, timeoutSeconds: Double(waitingMilliseconds) / 1_000) else { return nil }
        let (message, more) = messages.withLockedValue { messages in
            (messages.removeFirst(), !messages.isEmpty)
        }
        condition.unlock(withValue: more)
        return message
    }
}
