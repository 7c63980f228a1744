import Database
import Protocol

/// What people do with webhooks. Every change is an event and an act of the audit log; what is on its way to a receiver
/// when something changes no longer counts, so a change takes effect with the next message.
package struct WebhookDesk: Sendable {
    let runtime: Runtime
    let configuration: WebhookConfiguration
    let poster: any WebhookPoster

    /// Makes a webhook. It begins with the next event, or after the cursor `after`.
    /// - Parameter key: the `Idempotency-Key`; the same one with the same request gives what the first made.
    func make(_ request: WebhookRequest, caller: Caller, key: String?) async throws -> Webhook {
        let change = try request.checked(configuration)
        let digest = try Fingerprint.sha256(StrictJSON.encode(request))
        if let key { try IdempotencyKey.check(key) }
        let route = "POST /v1/webhooks"
        return try await runtime.perform { work in
            if let key, let id = try IdempotencyKey.subject(of: key, route: route, digest: digest, in: work) {
                return try WebhookRepository.get(id, owner: caller.owner, in: work)
            }
            let start = try request.after.map { try EventLog.position(of: $0, in: work) }
            let webhook = try WebhookRepository.add(
                change,
                owner: caller.owner,
                position: start ?? EventLog.last(in: work),
                in: work
            )
            if let key { try IdempotencyKey.bind(key, route: route, digest: digest, subject: webhook.id, in: work) }
            try Self.note(.webhookMade, webhook, act: "made", by: caller.name, in: work)
            return webhook
        }
    }

    /// Changes name, URL and kinds.
    func change(_ id: String, _ request: WebhookRequest, caller: Caller) async throws -> Webhook {
        let change = try request.checked(configuration)
        guard request.after == nil else {
            throw CoordinatorError(.invalid, "after is for a new webhook; use POST /v1/webhooks/{id}/replay.")
        }
        return try await alter(id, caller, act: "changed") { webhook, work in
            try WebhookRepository.change(
                webhook,
                "name = $name, url = $url, kinds = $kinds",
                ["name": .text(change.name), "url": .text(change.url), "kinds": .text(change.filter.text)],
                in: work
            )
        }
    }

    /// Stops telling it.
    func pause(_ id: String, caller: Caller) async throws -> Webhook {
        try await alter(id, caller, act: "paused") { webhook, work in
            let reason = "\(caller.name) paused it."
            return try WebhookRepository.change(
                webhook,
                "state = 'paused', state_reason = $reason",
                ["reason": .text(reason)],
                in: work
            )
        }
    }

    /// Goes on where it was, at once.
    func resume(_ id: String, caller: Caller) async throws -> Webhook {
        try await alter(id, caller, act: "resumed") { webhook, work in
            try WebhookRepository.change(webhook, "state = 'active', state_reason = NULL", in: work)
        }
    }

    /// Makes a new secret; the one before signs too for `seconds`.
    func rotate(_ id: String, seconds: Int64, caller: Caller) async throws -> Webhook {
        try await alter(id, caller, act: "rotated") { webhook, work in
            try WebhookRepository.change(
                webhook,
                "old_secret = secret, old_secret_until = $until, secret = $secret",
                [
                    "until": .integer(work.now.adding(seconds: seconds).milliseconds),
                    "secret": .blob(WebhookSecret(from: work.ids).bytes),
                ],
                in: work
            )
        }
    }

    /// Goes back, or on, to the cursor `after`; to the log's beginning for nil.
    func replay(_ id: String, after: String?, caller: Caller) async throws -> Webhook {
        try await alter(id, caller, act: "replayed") { webhook, work in
            let position = try EventLog.position(of: after, in: work)
            return try WebhookRepository.change(
                webhook,
                "position = $position",
                ["position": .integer(position)],
                in: work
            )
        }
    }

    /// Asks to send dead letters again: all, or the one of `event`.
    /// - Returns: how many.
    /// - Throws: `notFound` when there is no such dead letter.
    func retry(_ id: String, event: String?, caller: Caller) async throws -> Int {
        try await runtime.perform { work in
            let webhook = try WebhookRepository.get(id, owner: caller.owner, in: work)
            let count = try DeadLetters.retry(id, event: event, in: work)
            guard event == nil || count > 0 else {
                throw CoordinatorError(.notFound, "Webhook \(id) has no dead letter of event \(event ?? "").")
            }
            try Self.note(.webhookChanged, webhook, act: "retried", by: caller.name, in: work)
            return count
        }
    }

    /// Removes it.
    func remove(_ id: String, caller: Caller) async throws {
        try await runtime.perform { work in
            let webhook = try WebhookRepository.get(id, owner: caller.owner, in: work)
            try WebhookRepository.remove(webhook, in: work)
            try Self.note(.webhookRemoved, webhook, act: "removed", by: caller.name, in: work)
        }
    }

    /// Sends a message that is no event, and tells what came back.
    func test(_ id: String, caller: Caller) async throws -> (reply: WebhookReply, milliseconds: Int64) {
        let runtime = runtime
        let webhook = try await runtime.view { try WebhookRepository.get(id, owner: caller.owner, in: $0) }
        let now = runtime.clock()
        let message = try WebhookMessage(
            EventLog.Event(
                id: "evt_test_\(runtime.ids.identifier(at: now))",
                cursor: EventCursor.encode(webhook.position),
                kind: "webhook.test",
                subject: webhook.id,
                owner: webhook.owner,
                at: now.milliseconds,
                traceparent: nil,
                data: String(decoding: StrictJSON.encode(["by": caller.name]), as: UTF8.self)
            )
        )
        let start = ContinuousClock.now
        let reply: WebhookReply
        do throws(CoordinatorError) {
            let link = try await poster.link(to: webhook.url)
            reply = await link.post(message.body, headers: message.headers(at: now, secrets: webhook.secrets(at: now)))
            await link.close()
        } catch {
            reply = WebhookReply(.none(error.message))
        }
        return (reply, Int64((ContinuousClock.now - start) / .milliseconds(1)))
    }

    private func alter(
        _ id: String,
        _ caller: Caller,
        act: String,
        _ body: @escaping @Sendable (Webhook, Work) throws -> Webhook
    ) async throws -> Webhook {
        try await runtime.perform { work in
            let webhook = try body(WebhookRepository.get(id, owner: caller.owner, in: work), work)
            try Self.note(.webhookChanged, webhook, act: act, by: caller.name, in: work)
            return webhook
        }
    }

    private struct Act: Encodable {
        let act: String
        let by: String?
        let name: String
        /// The host only: the rest of a URL may be a secret of the receiver's.
        let host: String?
        let kinds: String
    }

    /// Notes a change in the event log.
    /// - Parameter by: who did it; nil when the receiver led to it.
    static func note(_ kind: EventKind, _ webhook: Webhook, act: String, by: String?, in work: Work) throws {
        let host = try? WebhookURL(webhook.url, allowPrivate: true).host
        let kinds = webhook.filter.kinds.isEmpty ? "*" : webhook.filter.text
        try EventLog.append(
            kind,
            subject: webhook.id,
            owner: webhook.owner,
            data: Act(act: act, by: by, name: webhook.name, host: host, kinds: kinds),
            in: work
        )
    }
}

/// What a person sends to make or change a webhook.
struct WebhookRequest: Codable, Sendable {
    /// For people; the URL's host when left out.
    let name: String?
    let url: String
    let kinds: [String]
    /// Where to begin, for a new one.
    let after: String?

    private static let nameCharacters = 100

    func checked(_ configuration: WebhookConfiguration) throws(CoordinatorError) -> WebhookChange {
        guard !kinds.isEmpty else {
            throw CoordinatorError(.invalid, "kinds must name at least one kind of event; [\"*\"] is all of them.")
        }
        let target = try WebhookURL(url, allowPrivate: configuration.allowPrivate)
        let name = name ?? target.host
        guard (1...Self.nameCharacters).contains(name.count) else {
            throw CoordinatorError(.invalid, "name must have 1 to \(Self.nameCharacters) characters.")
        }
        return WebhookChange(name: name, url: url, filter: try EventFilter(kinds: kinds))
    }
}
