import HTTPTypes
package import Hummingbird

/// `/operator/webhooks` and `/operator/audit`: who else is told, and the signed record of what people did.
package struct WebhookPageRoutes: Sendable {
    let desk: OperatorDesk
    let webhooks: WebhookDesk

    private static let path = "/operator/webhooks"

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/webhooks") { _, context in
            let caller = try context.requireCaller()
            let sheet = OperatorDesk.Sheet(template: "operator-webhooks", title: "Webhooks", section: .webhooks)
            return try await desk.show(sheet, context) { work in
                let rows = try WebhookRepository.list(owner: caller.owner, in: work).map { try Self.row($0, in: work) }
                return WebhooksPage(
                    rows: rows,
                    isEmpty: rows.isEmpty,
                    canWrite: caller.scopes.contains(.webhooksWrite)
                )
            }
        }
        router.post("/operator/webhooks/{webhook}") { request, context in
            let (id, caller) = (try context.text("webhook"), try context.requireCaller())
            let done: String
            switch try await request.form()["action"] {
            case "pause":
                _ = try await webhooks.pause(id, caller: caller)
                done = "The webhook is paused. It goes on where it was when it is resumed."
            case "resume":
                _ = try await webhooks.resume(id, caller: caller)
                done = "The webhook goes on where it was."
            case "retry":
                let count = try await webhooks.retry(id, event: nil, caller: caller)
                done = "\(count) messages are sent again."
            case "test":
                let answer = try await webhooks.test(id, caller: caller)
                done = "The test message came back as: \(answer.reply.answer.description)"
            default: throw CoordinatorError(.invalid, "There is no such action; use the page's own buttons.")
            }
            return try await desk.carryOut(context, goOn: Self.path) { _ in done }
        }
    }

    private static func row(_ webhook: Webhook, in work: Work) throws -> WebhooksPage.Row {
        let dead = try DeadLetters.count(webhook.id, in: work)
        let state =
            switch webhook.state {
            case .active where webhook.attempts.attempts > 0: Badge(.warning, "Failing")
            case .active: Badge(.good, "Active")
            case .paused: Badge(.plain, "Paused")
            case .disabled: Badge(.danger, "Refused by the receiver")
            }
        return WebhooksPage.Row(
            id: webhook.id,
            name: webhook.name,
            // The rest of the address may be a secret of the receiver's.
            host: webhook.url.split(separator: "/").dropFirst().first.map(String.init) ?? "",
            kinds: webhook.filter.kinds.isEmpty ? "everything" : webhook.filter.kinds.joined(separator: ", "),
            state: state,
            reason: webhook.stateReason,
            answer: webhook.lastAnswer,
            last: PageTime(webhook.lastAt, now: work.now),
            deadLetters: dead,
            hasDeadLetters: dead > 0,
            path: "\(path)/\(PercentEncoding.encode(webhook.id))",
            isActive: webhook.state == .active
        )
    }
}
