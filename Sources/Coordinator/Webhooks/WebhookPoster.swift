/// Speaks to receivers; a test puts its own in the place of the network.
package protocol WebhookPoster: Sendable {
    /// Connects to the receiver behind `url`.
    /// - Throws: `invalid` when nothing may be sent there, `notReady` when it can't be found.
    func link(to url: String) async throws(CoordinatorError) -> any WebhookLink
}

/// One receiver, for some messages in a row.
package protocol WebhookLink: Sendable {
    /// Sends one message and waits for the answer, a bounded time.
    func post(_ body: String, headers: [(name: String, value: String)]) async -> WebhookReply
    /// No more messages.
    func close() async
}

/// A receiver's answer.
package struct WebhookReply: Hashable, Sendable {
    /// What it means.
    package let answer: WebhookAnswer
    /// The beginning of what it said, for a person who tests.
    package let body: String

    /// Makes a reply.
    package init(_ answer: WebhookAnswer, body: String = "") {
        self.answer = answer
        self.body = body
    }
}
