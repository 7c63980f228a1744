extension APIFeature {
    /// Who may use the API.
    static let tokens = APIFeature(
        "tokens",
        "Tokens: who may use the API, and for what.",
        operations: [
            APIOperation(
                "GET",
                "/v1/tokens",
                id: "listTokens",
                "Tokens that are not revoked, newest first",
                parameters: [.limit, .cursor],
                answers: [.json(.page("tokens", of: "Token"), "A page of the tokens.")]
            ),
            APIOperation(
                "POST",
                "/v1/tokens",
                id: "createToken",
                "Make a token",
                about: "Nobody can give a scope that the own token lacks. The text is shown this once.",
                body: .json(
                    .object([
                        .required("name", .text(.line(1...80)), "Whose or what for; it stands in the audit."),
                        .required(
                            "scopes",
                            .list(of: .choice(of: Scope.self), maximum: 64),
                            "What it may do. All of them together mean those of later versions too."
                        ),
                    ])
                ),
                answers: [
                    .created(
                        .object([
                            .required("token", .named("Token"), "The token."),
                            .required("text", .anyText, "What to send as `Authorization: Bearer`."),
                        ]),
                        "The token was made."
                    )
                ],
                isCreate: true
            ),
            APIOperation(
                "DELETE",
                "/v1/tokens/{token}",
                id: "revokeToken",
                "Revoke a token, at once and for ever",
                about: "The last token with every scope can't be revoked.",
                parameters: [.path("token", .text(.identifier), "The token's id.")],
                answers: [.nothing("It opens nothing any more.")],
                problems: [.conflict]
            ),
        ],
        schemas: ["Token": token]
    )

    private static let token = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("name", .anyText, "Its name."),
        .required("owner", .anyText, "On whose behalf it acts."),
        .required("scopes", .list(of: .anyText, maximum: 64), "What it may do."),
        .required("createdAt", .moment, "Made, milliseconds since 1970."),
        .optional("usedAt", .moment, "The day of its last use, milliseconds since 1970 of that day's beginning, UTC."),
    ])
}
