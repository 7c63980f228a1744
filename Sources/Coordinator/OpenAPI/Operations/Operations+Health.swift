extension APIFeature {
    /// What monitors ask.
    static let health = APIFeature(
        "health",
        "Health: what load balancers and monitors ask.",
        operations: [
            APIOperation(
                "GET",
                "/livez",
                id: "isAlive",
                "Whether the process is worth keeping",
                answers: [
                    .text("text/plain", "It is."), .text("text/plain", "A restart would help.", status: 503),
                ]
            ),
            APIOperation(
                "GET",
                "/readyz",
                id: "isReady",
                "Whether anything can be sold",
                answers: [
                    .text("text/plain", "It can."), .text("text/plain", "Send customers elsewhere.", status: 503),
                ]
            ),
            APIOperation(
                "GET",
                "/health",
                id: "getHealth",
                "How the parts are",
                answers: [
                    .json(.named("Health"), "Every critical part works; others may be degraded."),
                    .json(.named("Health"), "A critical part failed.", status: 503),
                ]
            ),
            APIOperation(
                "GET",
                "/metrics",
                id: "getMetrics",
                "Metrics for Prometheus",
                answers: [
                    APIAnswer(
                        status: 200,
                        about: "The metrics, in the format that `Accept` asks for.",
                        content: ["text/plain": .anyText, "application/openmetrics-text": .anyText],
                        headers: [:]
                    )
                ]
            ),
        ],
        schemas: ["Health": healthSchema, "HealthComponent": component]
    )

    /// This very document.
    static let description = APIFeature(
        "description",
        "The description of this API.",
        operations: [
            APIOperation(
                "GET",
                "/openapi.json",
                id: "getDescription",
                "This document",
                answers: [.json(.anyObject, "OpenAPI 3.1.")]
            )
        ]
    )

    private static let healthSchema = JSONSchema.object([
        .required("status", .choice(of: HealthStatus.self), "`failed` only when a critical part failed."),
        .required("components", .list(of: .named("HealthComponent"), maximum: 100), "The parts."),
    ])

    private static let component = JSONSchema.object([
        .required("name", .choice(of: HealthComponent.Name.self), "Which part."),
        .required("status", .choice(of: HealthStatus.self), "How it stands."),
        .required("critical", .boolean, "Whether nothing can be sold without it."),
        .required("detail", .anyText, "In words, with what to do."),
        .required("since", .moment, "Since when it stands so, milliseconds since 1970."),
    ])
}
