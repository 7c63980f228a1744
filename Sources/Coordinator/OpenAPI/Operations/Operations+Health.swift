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
                "Whether the process answers",
                answers: [.text("text/plain", "It does.")]
            ),
            APIOperation(
                "GET",
                "/readyz",
                id: "isReady",
                "Whether the database answers",
                answers: [.text("text/plain", "It does.")]
            ),
            APIOperation(
                "GET",
                "/health",
                id: "getHealth",
                "How the parts are",
                answers: [.json(.named("Health"), "The parts.")]
            ),
        ],
        schemas: ["Health": healthSchema]
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
        .required("database", .anyText, "How the database is."),
        .required(
            "rails",
            .list(
                of: .object([
                    .required("rail", .anyText, "Which."),
                    .required("ready", .boolean, "Whether it works."),
                    .optional("trouble", .anyText, "Why not."),
                ]),
                maximum: 1_000
            ),
            "The ways to be paid."
        ),
        .required("openAlarms", .count, "Alarms that nobody acknowledged."),
        .required("salesWithPerson", .count, "Sales that wait for a person."),
    ])
}
