extension Answers {
    /// `GET /v1/webhooks`.
    struct Webhooks: Decodable, Sendable { let webhooks: [Webhook] }

    /// `GET /v1/webhooks/{webhook}`.
    struct Webhook: Decodable, Sendable {
        let id: String
        let name: String
        let url: String
        let kinds: [String]
        let state: String
        let stateReason: String?
        let attempts: Int64
        let failingSince: Int64?
        let nextAt: Int64?
        let lastAnswer: String?
        let acceptedAt: Int64?
        let deadLetters: Int64
        let oldSecretUntil: Int64?
        let secret: String?
    }

    /// `POST /v1/webhooks/{webhook}/test`.
    struct WebhookTest: Decodable, Sendable {
        let answer: String
        let status: Int?
        let milliseconds: Int64
        let body: String
    }

    /// `GET /v1/webhooks/{webhook}/dead-letters`.
    struct DeadLetters: Decodable, Sendable {
        /// A message that was given up.
        struct Letter: Decodable, Sendable {
            let event: String
            let kind: String
            let attempts: Int64
            let deadAt: Int64
            let lastAnswer: String
            let retrying: Bool
        }

        let deadLetters: [Letter]
        let next: String?
    }

    /// `POST /v1/webhooks/{webhook}/dead-letters/retry`.
    struct Retrying: Decodable, Sendable { let retrying: Int }
}
