import Database
package import Hummingbird

/// `/v1/webhooks`: decode, call, encode.
package struct WebhookRoutes: Sendable {
    let runtime: Runtime
    let desk: WebhookDesk

    /// How long a replaced secret signs too when the request does not say, in seconds.
    private static let rotationSeconds: Int64 = 86_400

    /// Makes the routes.
    package init(runtime: Runtime, desk: WebhookDesk) {
        self.runtime = runtime
        self.desk = desk
    }

    private struct Webhooks: Encodable { let webhooks: [WebhookView] }

    private struct Rotation: Decodable { let oldSecretSeconds: Int64? }

    private struct Replay: Decodable { let after: String? }

    private struct Tested: Encodable {
        let answer: String
        let status: Int?
        let milliseconds: Int64
        let body: String
    }

    private struct Letters: Encodable {
        let deadLetters: [DeadLetters.Letter]
        let next: String?
    }

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        addReads(to: router)
        router.post("/v1/webhooks") { request, context in
            let body = try await request.json(WebhookRequest.self)
            let key = request.headers[.idempotencyKey]
            let webhook = try await desk.make(body, caller: context.requireCaller(), key: key)
            var response = try await show(webhook, showsSecret: true, status: .created)
            response.headers[.location] = "/v1/webhooks/\(webhook.id)"
            return response
        }
        router.put("/v1/webhooks/{webhook}") { request, context in
            let body = try await request.json(WebhookRequest.self)
            return try await show(desk.change(context.text("webhook"), body, caller: context.requireCaller()))
        }
        router.delete("/v1/webhooks/{webhook}") { _, context in
            try await desk.remove(context.text("webhook"), caller: context.requireCaller())
            return Response.noContent
        }
        router.post("/v1/webhooks/{webhook}/pause") { _, context in
            try await show(desk.pause(context.text("webhook"), caller: context.requireCaller()))
        }
        router.post("/v1/webhooks/{webhook}/resume") { _, context in
            try await show(desk.resume(context.text("webhook"), caller: context.requireCaller()))
        }
        router.post("/v1/webhooks/{webhook}/rotate") { request, context in
            let seconds = try await request.json(Rotation.self).oldSecretSeconds ?? Self.rotationSeconds
            guard (0...(30 * 86_400)).contains(seconds) else {
                throw CoordinatorError(.invalid, "oldSecretSeconds must be from 0 to 2592000, 30 days.")
            }
            let id = try context.text("webhook")
            let webhook = try await desk.rotate(id, seconds: seconds, caller: context.requireCaller())
            return try await show(webhook, showsSecret: true)
        }
        router.post("/v1/webhooks/{webhook}/replay") { request, context in
            let after = try await request.json(Replay.self).after
            return try await show(
                desk.replay(context.text("webhook"), after: after, caller: context.requireCaller())
            )
        }
        router.post("/v1/webhooks/{webhook}/test") { _, context in try await test(context) }
        addRetries(to: router)
    }

    private func addReads(to router: Router<AppRequestContext>) {
        router.get("/v1/webhooks") { _, context in
            let owner = try context.requireCaller().owner
            let views = try await runtime.view { work in
                try WebhookRepository.list(owner: owner, in: work).map { try WebhookView($0, in: work) }
            }
            return try Response.json(Webhooks(webhooks: views))
        }
        router.get("/v1/webhooks/{webhook}") { _, context in
            let (id, owner) = (try context.text("webhook"), try context.requireCaller().owner)
            return try await Response.json(
                runtime.view { try WebhookView(WebhookRepository.get(id, owner: owner, in: $0), in: $0) }
            )
        }
        router.get("/v1/webhooks/{webhook}/dead-letters") { request, context in
            try await letters(request, context)
        }
    }

    private func addRetries(to router: Router<AppRequestContext>) {
        router.post("/v1/webhooks/{webhook}/dead-letters/retry") { _, context in
            let caller = try context.requireCaller()
            let count = try await desk.retry(context.text("webhook"), event: nil, caller: caller)
            return try Response.json(["retrying": count], status: .accepted)
        }
        router.post("/v1/webhooks/{webhook}/dead-letters/{event}/retry") { _, context in
            let caller = try context.requireCaller()
            let count = try await desk.retry(context.text("webhook"), event: context.text("event"), caller: caller)
            return try Response.json(["retrying": count], status: .accepted)
        }
    }

    private func show(
        _ webhook: Webhook,
        showsSecret: Bool = false,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let view = try await runtime.view { try WebhookView(webhook, showsSecret: showsSecret, in: $0) }
        return try Response.json(view, status: status)
    }

    private func test(_ context: AppRequestContext) async throws -> Response {
        let (reply, milliseconds) = try await desk.test(context.text("webhook"), caller: context.requireCaller())
        var status: Int?
        if case .status(let code, _) = reply.answer { status = code }
        return try Response.json(
            Tested(answer: reply.answer.description, status: status, milliseconds: milliseconds, body: reply.body)
        )
    }

    private func letters(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let (id, owner) = (try context.text("webhook"), try context.requireCaller().owner)
        let (after, limit) = (request.query("after"), try request.pageLimit())
        let letters = try await runtime.view { work in
            _ = try WebhookRepository.get(id, owner: owner, in: work)
            let position = try EventLog.position(of: after, in: work)
            return try DeadLetters.list(id, after: position, limit: limit, in: work)
        }
        let next = letters.count == limit ? letters.last?.cursor : nil
        return try Response.json(Letters(deadLetters: letters, next: next))
    }
}
