import Database

/// Reads and changes rows of the table `webhook`.
package enum WebhookRepository {
    /// Most webhooks of one coordinator.
    static let most: Int64 = 100

    /// All that `owner` may see, by name.
    package static func list(owner: String, in work: Work) throws -> [Webhook] {
        try work.transaction.rows(
            "SELECT * FROM webhook WHERE owner = $owner OR $owner = $operator ORDER BY name, id",
            ["owner": .text(owner), "operator": .text(Owner.operator)]
        ).map(Webhook.init)
    }

    /// The webhook, if it is there.
    static func find(_ id: String, in work: Work) throws -> Webhook? {
        try work.transaction.first("SELECT * FROM webhook WHERE id = $id", ["id": .text(id)]).map(Webhook.init)
    }

    /// The webhook.
    /// - Throws: `notFound`, also when it is not `owner`'s to see.
    package static func get(_ id: String, owner: String, in work: Work) throws -> Webhook {
        guard let webhook = try find(id, in: work), owner == Owner.operator || owner == webhook.owner else {
            throw CoordinatorError(.notFound, "There is no webhook \(id.prefix(60)); see GET /v1/webhooks.")
        }
        return webhook
    }

    /// The ids of those that are told.
    static func active(in work: Work) throws -> [String] {
        try work.transaction.rows("SELECT id FROM webhook WHERE state = 'active' ORDER BY id").map { try $0.text("id") }
    }

    /// Adds a webhook.
    /// - Throws: `limit` when there are too many.
    static func add(_ request: WebhookChange, owner: String, position: Int64, in work: Work) throws -> Webhook {
        let count = try work.transaction.first("SELECT count(*) AS total FROM webhook")?.int64("total") ?? 0
        guard count < most else {
            throw CoordinatorError(.conflict, "There are \(most) webhooks already; remove one first.")
        }
        let id = "wh_\(work.ids.identifier(at: work.now))"
        try work.transaction.execute(
            """
            INSERT INTO webhook (id, owner, name, url, kinds, state, secret, position, revision, attempts, next_at,
                created_at, changed_at)
            VALUES ($id, $owner, $name, $url, $kinds, 'active', $secret, $position, 1, 0, 0, $at, $at)
            """,
            [
                "id": .text(id), "owner": .text(owner), "name": .text(request.name), "url": .text(request.url),
                "kinds": .text(request.filter.text), "secret": .blob(WebhookSecret(from: work.ids).bytes),
                "position": .integer(position), "at": .integer(work.now.milliseconds),
            ]
        )
        return try get(id, owner: owner, in: work)
    }

    /// Changes columns as a person asked; whatever is on its way to the receiver no longer counts.
    static func change(
        _ webhook: Webhook,
        _ assignments: String,
        _ bindings: [String: DatabaseValue] = [:],
        in work: Work
    ) throws -> Webhook {
        try work.transaction.execute(
            """
            UPDATE webhook SET \(assignments), revision = revision + 1, changed_at = $at, attempts = 0,
                failing_since = NULL, next_at = 0
            WHERE id = $id
            """,
            bindings.merging(["id": .text(webhook.id), "at": .integer(work.now.milliseconds)]) { own, _ in own }
        )
        return try get(webhook.id, owner: webhook.owner, in: work)
    }

    /// Removes it and what it could not deliver.
    static func remove(_ webhook: Webhook, in work: Work) throws {
        let id: [String: DatabaseValue] = ["id": .text(webhook.id)]
        try work.transaction.execute("DELETE FROM webhook_dead_letter WHERE webhook = $id", id)
        try work.transaction.execute("DELETE FROM webhook WHERE id = $id", id)
    }
}

/// What a person may set of a webhook.
struct WebhookChange: Sendable {
    let name: String
    let url: String
    let filter: EventFilter
}
