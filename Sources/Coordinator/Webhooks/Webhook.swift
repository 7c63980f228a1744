package import Database

/// A webhook: who is told of which events, and how far that has come.
package struct Webhook: Sendable {
    /// Whether it is told.
    package enum State: String, Sendable, CaseIterable {
        /// It is told.
        case active
        /// A person stopped it; it goes on where it was.
        case paused
        /// The receiver said that it wants no more.
        case disabled
    }

    /// Its id.
    package let id: String
    /// Whose; an owner other than the operator is told of his own events only.
    package let owner: String
    /// For people.
    package let name: String
    /// Where the messages go.
    package let url: String
    /// Which events.
    package let filter: EventFilter
    /// Whether it is told.
    package let state: State
    /// Why it is not.
    package let stateReason: String?
    /// Everything up to here is done with.
    package let position: Int64
    /// Rises with every change that a person made.
    package let revision: Int64
    /// How the message after `position` stands.
    package let attempts: WebhookRule.State
    /// Nothing is sent before then, milliseconds since 1970.
    package let nextAt: Int64
    /// The last attempt, milliseconds since 1970.
    package let lastAt: Int64?
    /// What came of it.
    package let lastAnswer: String?
    /// The last message that was accepted, milliseconds since 1970.
    package let acceptedAt: Int64?
    /// Made, milliseconds since 1970.
    package let createdAt: Int64
    /// Last changed by a person, milliseconds since 1970.
    package let changedAt: Int64
    /// Until when the secret before this one signs too, milliseconds since 1970.
    package let oldSecretUntil: Int64?
    let secret: WebhookSecret
    let oldSecret: WebhookSecret?

    /// Reads a row.
    package init(_ row: DatabaseRow) throws {
        id = try row.text("id")
        owner = try row.text("owner")
        name = try row.text("name")
        url = try row.text("url")
        var filter = EventFilter(text: try row.text("kinds"))
        filter.owner = owner == Owner.operator ? nil : owner
        self.filter = filter
        state = State(rawValue: try row.text("state")) ?? .disabled
        stateReason = try row.optionalText("state_reason")
        position = try row.int64("position")
        revision = try row.int64("revision")
        attempts = WebhookRule.State(
            attempts: try row.int64("attempts"),
            failingSince: try row.optionalInt64("failing_since").map { Moment(milliseconds: $0) }
        )
        nextAt = try row.int64("next_at")
        lastAt = try row.optionalInt64("last_at")
        lastAnswer = try row.optionalText("last_answer")
        acceptedAt = try row.optionalInt64("accepted_at")
        createdAt = try row.int64("created_at")
        changedAt = try row.int64("changed_at")
        oldSecretUntil = try row.optionalInt64("old_secret_until")
        secret = WebhookSecret(bytes: try row.blob("secret"))
        oldSecret = try row.optionalBlob("old_secret").map { WebhookSecret(bytes: $0) }
    }

    /// The secrets that sign at `now`.
    func secrets(at now: Moment) -> [WebhookSecret] {
        guard let oldSecret, let oldSecretUntil, now.milliseconds < oldSecretUntil else { return [secret] }
        return [secret, oldSecret]
    }
}
