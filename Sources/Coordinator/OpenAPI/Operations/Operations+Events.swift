extension APIFeature {
    /// The event log.
    static let events = APIFeature(
        "events",
        "Events: one append-only ordered log of everything that happened.",
        operations: [
            APIOperation(
                "GET",
                "/v1/events",
                id: "listEvents",
                "Read the log from a cursor on",
                about: """
                    As a page, or followed: with `Accept: text/event-stream` or `application/x-ndjson` the answer \
                    tells everything after the cursor and then whatever happens, with a heartbeat every 15 seconds. It \
                    ends after ten minutes; connect again with the last cursor. See docs/webhooks.md.
                    """,
                parameters: [
                    .query(
                        "after",
                        .text(.cursor),
                        "The cursor of the last event that was read; from the start if not."
                    ),
                    .query(
                        "kind",
                        .text(.line(1...1_000)),
                        "Only these kinds, joined by commas: `sale.changed`, a group like `sale.*`, or `*`."
                    ),
                    .query("subject", .text(.line(1...200)), "Only what happened to this."),
                    .header(
                        "Last-Event-ID",
                        .text(.cursor),
                        "In place of `after`, for server-sent events: a browser says by itself where it was."
                    ),
                    .limit,
                ],
                answers: [
                    .json(
                        .object([
                            .required(
                                "events",
                                .list(of: .named("Event"), maximum: HTTPLimits.pageRows),
                                "Oldest first."
                            ),
                            .required(
                                "next",
                                .nullable(.text(.cursor)),
                                "Give it as `after` to go on; null while there is no event at all."
                            ),
                        ]),
                        "A page of the log.",
                        also: [
                            "text/event-stream": "Server-sent events from the cursor on; the id of each is its cursor.",
                            "application/x-ndjson": "One event a line from the cursor on, and heartbeats.",
                        ]
                    )
                ]
            )
        ],
        schemas: ["Event": event]
    )

    /// The alarms.
    static let alarms = APIFeature(
        "alarms",
        "Alarms: what a person must see.",
        operations: [
            APIOperation(
                "GET",
                "/v1/alarms",
                id: "listAlarms",
                "Alarms, newest first",
                parameters: [
                    .query("state", .choice(of: AlarmSearch.State.self), "Which; `open` when left out."), .limit,
                    .cursor,
                ],
                answers: [.json(.page("alarms", of: "Alarm"), "A page of the alarms.")]
            ),
            APIOperation(
                "POST",
                "/v1/alarms/{alarm}/acknowledge",
                id: "acknowledgeAlarm",
                "Say that somebody has seen it",
                parameters: [.path("alarm", .text(.identifier), "The alarm's id.")],
                answers: [.nothing("It is acknowledged.")]
            ),
        ],
        schemas: ["Alarm": alarm]
    )

    private static let event = JSONSchema.object([
        .required("id", .anyText, "The same whenever it is read; no two events have the same."),
        .required("cursor", .text(.cursor), "Reading goes on after it."),
        .required("kind", .anyText, "What happened; new kinds come with new versions."),
        .required("subject", .anyText, "To what: the id of a machine, a sale, a place ..."),
        .required("owner", .anyText, "Whose."),
        .required("at", .moment, "When, milliseconds since 1970."),
        .optional("traceparent", .anyText, "W3C trace context, when it belongs to a sale."),
        .required("data", .anyObject, "The details; they depend on the kind."),
    ])

    private static let alarm = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("code", .anyText, "What it is about."),
        .required("subject", .anyText, "Which thing."),
        .required("owner", .anyText, "Whose."),
        .required("text", .anyText, "In words, with what to do next."),
        .required("raisedAt", .moment, "First raised, milliseconds since 1970."),
        .required("count", .count, "How often it was raised while open."),
        .optional("acknowledgedAt", .moment, "Acknowledged, milliseconds since 1970."),
    ])
}
