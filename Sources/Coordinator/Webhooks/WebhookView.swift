import Database

/// A webhook as the API shows it. Times are milliseconds since 1970.
package struct WebhookView: Encodable, Sendable {
    /// Its id.
    package let id: String
    /// For people.
    package let name: String
    /// Where the messages go.
    package let url: String
    /// Which events.
    package let kinds: [String]
    /// Whose.
    package let owner: String
    /// `active`, `paused` or `disabled`.
    package let state: String
    /// Why it is not active.
    package let stateReason: String?
    /// Everything up to here is done with.
    package let cursor: String
    /// How often the next message was sent in vain.
    package let attempts: Int64
    /// Since when.
    package let failingSince: Int64?
    /// When it is sent again, while it fails.
    package let nextAt: Int64?
    /// The last attempt.
    package let lastAt: Int64?
    /// What came of it.
    package let lastAnswer: String?
    /// The last message that was accepted.
    package let acceptedAt: Int64?
    /// Messages that were given up.
    package let deadLetters: Int64
    /// Until when the secret before the newest signs too.
    package let oldSecretUntil: Int64?
    /// Made.
    package let createdAt: Int64
    /// Last changed by a person.
    package let changedAt: Int64
    /// The secret, only when it was just made.
    package var secret: String?

    /// The view of a webhook.
    package init(_ webhook: Webhook, showsSecret: Bool = false, in work: Work) throws {
        id = webhook.id
        name = webhook.name
        url = webhook.url
        kinds = webhook.filter.kinds.isEmpty ? ["*"] : webhook.filter.kinds
        owner = webhook.owner
        state = webhook.state.rawValue
        stateReason = webhook.stateReason
        cursor = EventCursor.encode(webhook.position)
        attempts = webhook.attempts.attempts
        failingSince = webhook.attempts.failingSince?.milliseconds
        nextAt = webhook.attempts.attempts > 0 ? webhook.nextAt : nil
        lastAt = webhook.lastAt
        lastAnswer = webhook.lastAnswer
        acceptedAt = webhook.acceptedAt
        deadLetters = try DeadLetters.count(webhook.id, in: work)
        oldSecretUntil = webhook.oldSecretUntil.flatMap { $0 > work.now.milliseconds ? $0 : nil }
        createdAt = webhook.createdAt
        changedAt = webhook.changedAt
        secret = showsSecret ? webhook.secret.text : nil
    }
}
