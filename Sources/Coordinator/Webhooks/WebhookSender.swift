import Logging
import ServiceLifecycle
import Signals
import Synchronization

/// Sends events to the receivers: each webhook in its own task, one message at a time and in the order of the log.
/// Woken by new events and by due times. What was sent and not noted before a crash is sent again under the same id.
package struct WebhookSender: Service {
    let runtime: Runtime
    let rule: WebhookRule
    let poster: any WebhookPoster

    /// How long it waits before it looks by itself, in seconds.
    private static let lookSeconds = 30.0
    /// Between two looks at a webhook that has to wait, in seconds: a person may change it meanwhile.
    private static let waitSeconds = 1.0
    /// Messages over one connection before it is made, and the address checked, anew.
    private static let messagesPerLink = 100

    /// Makes a sender.
    package init(runtime: Runtime, rule: WebhookRule, poster: any WebhookPoster) {
        self.runtime = runtime
        self.rule = rule
        self.poster = poster
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                let followed = FollowedWebhooks()
                while !Task.isCancelled {
                    let generation = runtime.events.generation
                    do {
                        for id in try await runtime.view({ try WebhookRepository.active(in: $0) })
                        where followed.begin(id) {
                            group.addTask {
                                await follow(id)
                                followed.end(id)
                            }
                        }
                    } catch {
                        runtime.logger.error("webhooks could not be read", metadata: ["error": "\(error)"])
                    }
                    await runtime.events.wait(after: generation, timeoutSeconds: Self.lookSeconds)
                }
            }
        }
    }

    /// Sends everything that is due, of all webhooks, and returns how many messages were sent.
    package func runOnce() async throws -> Int {
        var sent = 0
        for id in try await runtime.view({ try WebhookRepository.active(in: $0) }) {
            while true {
                let pause = try await work(id)
                sent += pause.sent
                guard case .send = pause.step else { break }
            }
        }
        return sent
    }

    private func follow(_ id: String) async {
        while !Task.isCancelled {
            let generation = runtime.events.generation
            do {
                switch try await work(id).step {
                case .gone: return
                case .send: continue
                case .idle: await runtime.events.wait(after: generation, timeoutSeconds: Self.lookSeconds)
                case .wait: try await Task.sleep(for: .seconds(Self.waitSeconds))
                }
            } catch is CancellationError {
                return
            } catch {
                runtime.logger.error("a webhook failed", metadata: ["webhook": "\(id)", "error": "\(error)"])
                try? await Task.sleep(for: .seconds(Self.waitSeconds))
            }
        }
    }

    /// Sends what is due of one webhook over one connection.
    /// - Returns: how many messages were sent, and the first step that was not sent; `.send` when the connection was
    ///   used often enough.
    private func work(_ id: String) async throws -> (sent: Int, step: WebhookQueue.Step) {
        var link: (url: String, link: any WebhookLink)?
        var sent = 0
        do {
            while true {
                try Task.checkCancellation()
                let (step, pass) = try await runtime.view { try WebhookQueue.next(id, in: $0) }
                if let pass { try await runtime.perform { try WebhookQueue.pass(id, to: pass, in: $0) } }
                guard case .send(let webhook, let event, let letter) = step, sent < Self.messagesPerLink,
                    link == nil || link?.url == webhook.url
                else {
                    await link?.link.close()
                    return (sent, step)
                }
                let answer: WebhookAnswer
                do throws(CoordinatorError) {
                    if link == nil { link = (webhook.url, try await poster.link(to: webhook.url)) }
                    answer = try await post(event, webhook, link?.link)
                } catch {
                    answer = .none(error.message)
                }
                // Cut off by the stop: that says nothing about the receiver.
                try Task.checkCancellation()
                sent += 1
                try await settle(webhook, event, letter, answer)
            }
        } catch {
            await link?.link.close()
            throw error
        }
    }

    private func post(
        _ event: EventLog.Event,
        _ webhook: Webhook,
        _ link: (any WebhookLink)?
    ) async throws(CoordinatorError) -> WebhookAnswer {
        guard let link else { return .none("not connected") }
        let message: WebhookMessage
        do {
            message = try WebhookMessage(event)
        } catch {
            throw CoordinatorError(.unexpected, "Event \(event.id) can't be written.", cause: "\(error)")
        }
        let now = runtime.clock()
        let headers = message.headers(at: now, secrets: webhook.secrets(at: now))
        return await link.post(message.body, headers: headers).answer
    }

    private func settle(
        _ webhook: Webhook,
        _ event: EventLog.Event,
        _ letter: DeadLetters.Letter?,
        _ answer: WebhookAnswer
    ) async throws {
        let rule = rule
        let seed = Self.seed(webhook, event)
        try await runtime.perform { work in
            let decision = rule.decide(answer, after: webhook.attempts, at: work.now, seed: seed)
            guard let letter else {
                try WebhookQueue.settle(webhook, event, answer, decision, in: work)
                return
            }
            try DeadLetters.settle(letter, of: webhook.id, answer, in: work)
            if decision == .disable, let current = try WebhookRepository.find(webhook.id, in: work) {
                try WebhookQueue.disable(current, in: work)
            }
        }
    }

    /// FNV-1a of what is being tried: the same pause for the same attempt, whoever computes it and when.
    private static func seed(_ webhook: Webhook, _ event: EventLog.Event) -> UInt64 {
        "\(webhook.id) \(event.id) \(webhook.attempts.attempts)".utf8.reduce(0xcbf2_9ce4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
    }
}

/// Which webhooks have a task.
private final class FollowedWebhooks: Sendable {
    private let ids = Mutex<Set<String>>([])

    /// Whether it had none.
    func begin(_ id: String) -> Bool { ids.withLock { $0.insert(id).inserted } }

    func end(_ id: String) { ids.withLock { _ = $0.remove(id) } }
}
