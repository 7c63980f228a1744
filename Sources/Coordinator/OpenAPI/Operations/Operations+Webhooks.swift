extension APIFeature {
    private static let webhook = APIParameter.path("webhook", .text(.identifier), "The webhook's id.")
    private static let shown = APIAnswer.json(.named("Webhook"), "The webhook as it is now.")
    private static let letters = APIParameter.path("event", .text(.line(1...100)), "The event's id.")

    /// Webhooks.
    static let webhooks = APIFeature(
        "webhooks",
        "Webhooks: who is told of events, how far that has come, and what could not be told. See docs/webhooks.md.",
        operations: reading + changing + acting + retrying,
        schemas: ["Webhook": webhookSchema, "DeadLetter": letterSchema]
    )

    private static let reading = [
        APIOperation(
            "GET",
            "/v1/webhooks",
            id: "listWebhooks",
            "All webhooks, by name",
            answers: [
                .json(
                    .object([
                        .required(
                            "webhooks",
                            .list(of: .named("Webhook"), maximum: Int(WebhookRepository.most)),
                            "All there are."
                        )
                    ]),
                    "The webhooks."
                )
            ]
        ),
        APIOperation(
            "GET",
            "/v1/webhooks/{webhook}",
            id: "getWebhook",
            "One webhook",
            parameters: [webhook],
            answers: [shown]
        ),
        APIOperation(
            "GET",
            "/v1/webhooks/{webhook}/dead-letters",
            id: "listDeadLetters",
            "Messages that were given up, oldest event first",
            parameters: [
                webhook, .query("after", .text(.cursor), "`next` of the page before; from the oldest if not."), .limit,
            ],
            answers: [.json(.page("deadLetters", of: "DeadLetter"), "A page of them.")]
        ),
    ]

    private static let changing = [
        APIOperation(
            "POST",
            "/v1/webhooks",
            id: "makeWebhook",
            "Make a webhook",
            about: "The answer holds the secret, this once.",
            body: .json(
                .object(
                    settings + [
                        .optional("after", .text(.cursor), "Begins after this event; with the next one if not.")
                    ]
                )
            ),
            answers: [.created(.named("Webhook"), "The webhook with its secret.")],
            problems: [.conflict],
            isCreate: true
        ),
        APIOperation(
            "PUT",
            "/v1/webhooks/{webhook}",
            id: "changeWebhook",
            "Give a webhook another name, URL or other kinds",
            parameters: [webhook],
            body: .json(.object(settings)),
            answers: [shown]
        ),
        APIOperation(
            "DELETE",
            "/v1/webhooks/{webhook}",
            id: "removeWebhook",
            "Remove a webhook and its dead letters",
            parameters: [webhook],
            answers: [.nothing("It is gone.")]
        ),
    ]

    private static let acting = [
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/pause",
            id: "pauseWebhook",
            "Stop telling it",
            parameters: [webhook],
            answers: [shown]
        ),
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/resume",
            id: "resumeWebhook",
            "Go on where it was",
            parameters: [webhook],
            answers: [shown]
        ),
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/rotate",
            id: "rotateWebhookSecret",
            "Make a new secret",
            about: "The answer holds it, this once. The one before signs too for a while.",
            parameters: [webhook],
            body: .json(
                .object([
                    .optional(
                        "oldSecretSeconds",
                        .integer(0...WebhookRoutes.longestRotationSeconds),
                        "How long the old secret signs too; a day if left out."
                    )
                ])
            ),
            answers: [shown]
        ),
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/replay",
            id: "replayWebhook",
            "Send everything after a cursor again",
            parameters: [webhook],
            body: .json(
                .object([.optional("after", .text(.cursor), "The cursor; the log's beginning if left out.")])
            ),
            answers: [shown]
        ),
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/test",
            id: "testWebhook",
            "Send a message that is no event, now",
            parameters: [webhook],
            answers: [
                .json(
                    .object([
                        .required("answer", .anyText, "What came of it, in words."),
                        .optional("status", .integer(0...999), "The receiver's status; none without an answer."),
                        .required("milliseconds", .count, "How long that took."),
                        .required("body", .anyText, "The beginning of what the receiver said."),
                    ]),
                    "What came back."
                )
            ]
        ),
    ]

    private static let retrying = [
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/dead-letters/retry",
            id: "retryDeadLetters",
            "Send all dead letters again",
            parameters: [webhook],
            answers: [retried]
        ),
        APIOperation(
            "POST",
            "/v1/webhooks/{webhook}/dead-letters/{event}/retry",
            id: "retryDeadLetter",
            "Send one dead letter again",
            parameters: [webhook, letters],
            answers: [retried]
        ),
    ]

    private static let retried = APIAnswer.json(
        .object([.required("retrying", .count, "How many.")]),
        "They are sent as soon as may be.",
        status: 202
    )

    private static let settings: [JSONSchema.Member] = [
        .optional("name", .text(.line(1...100)), "For people; the URL's host if left out."),
        .required("url", .text(.url), "Where the messages go; https, without name, password or fragment."),
        .required(
            "kinds",
            .list(of: .text(.line(1...60)), maximum: EventFilter.mostKinds),
            "Kinds of events (`sale.changed`), groups (`sale.*`) or `*`; one at least."
        ),
    ]

    private static let webhookSchema = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("name", .anyText, "For people."),
        .required("url", .anyText, "Where the messages go."),
        .required("kinds", .list(of: .anyText, maximum: EventFilter.mostKinds), "Which events."),
        .required("owner", .anyText, "Whose."),
        .required("state", .choice(of: Webhook.State.self), "Whether it is told."),
        .optional("stateReason", .anyText, "Why it is not."),
        .required("cursor", .text(.cursor), "Everything up to here is done with."),
        .required("attempts", .count, "How often the next message was sent in vain."),
        .optional("failingSince", .moment, "Since when, milliseconds since 1970."),
        .optional("nextAt", .moment, "When it is sent again, milliseconds since 1970."),
        .optional("lastAt", .moment, "The last attempt, milliseconds since 1970."),
        .optional("lastAnswer", .anyText, "What came of it."),
        .optional("acceptedAt", .moment, "The last message that was accepted, milliseconds since 1970."),
        .required("deadLetters", .count, "Messages that were given up."),
        .optional("oldSecretUntil", .moment, "Until when the old secret signs too, milliseconds since 1970."),
        .required("createdAt", .moment, "Made, milliseconds since 1970."),
        .required("changedAt", .moment, "Last changed by a person, milliseconds since 1970."),
        .optional("secret", .anyText, "`whsec_` and base64; only when it was just made."),
    ])

    private static let letterSchema = JSONSchema.object([
        .required("event", .anyText, "The event's id."),
        .required("kind", .anyText, "What happened."),
        .required("cursor", .text(.cursor), "The event's place in the log."),
        .required("attempts", .count, "How often it was sent in vain."),
        .required("failingSince", .moment, "Since when, milliseconds since 1970."),
        .required("deadAt", .moment, "Given up, milliseconds since 1970."),
        .required("lastAnswer", .anyText, "What came of the last attempt."),
        .required("retrying", .boolean, "Whether it is about to be sent again."),
    ])
}
