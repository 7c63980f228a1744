import Passport

extension APIFeature {
    private static let id = APIParameter.path("delegation", .text(.identifier), "The delegation's id.")
    private static let root = JSONSchema.Member.required(
        "resolver",
        .text(.visible(1...WebAddress.maximumBytes)),
        "The root of the resolver that answers: scheme, host and perhaps a path."
    )

    /// Company prefixes of others.
    static let delegations = APIFeature(
        "delegations",
        "Delegations: GS1 company prefixes that another resolver answers for.",
        operations: [
            APIOperation(
                "GET",
                "/v1/delegations",
                id: "listDelegations",
                "Delegations by prefix",
                parameters: [.limit, .cursor],
                answers: [.json(.page("delegations", of: "Delegation"), "A page of them.")]
            ),
            APIOperation(
                "POST",
                "/v1/delegations",
                id: "makeDelegation",
                "Hand a company prefix over to another resolver",
                about:
                    "Whoever asks for anything under the prefix is sent there. Of several that fit the longest counts.",
                body: .json(
                    .object([.required("prefix", .text(.digits(4...12)), "The prefix, 4 to 12 digits."), root])
                ),
                answers: [.created(.named("Delegation"), "The delegation.")],
                problems: [.conflict],
                isCreate: true
            ),
            APIOperation(
                "GET",
                "/v1/delegations/{delegation}",
                id: "getDelegation",
                "One delegation",
                parameters: [id],
                answers: [.json(.named("Delegation"), "The delegation.")]
            ),
            APIOperation(
                "PUT",
                "/v1/delegations/{delegation}",
                id: "changeDelegation",
                "Name another resolver",
                parameters: [id],
                body: .json(.object([root])),
                answers: [.json(.named("Delegation"), "The delegation.")]
            ),
            APIOperation(
                "DELETE",
                "/v1/delegations/{delegation}",
                id: "removeDelegation",
                "Take a company prefix back",
                parameters: [id],
                answers: [.nothing("This resolver answers for it again.")]
            ),
        ],
        schemas: ["Delegation": delegation]
    )

    private static let delegation = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("prefix", .text(.digits(4...12)), "The company prefix."),
        .required("owner", .anyText, "Whose."),
        .required("resolver", .anyText, "The root of the resolver that answers."),
        .required("createdAt", .moment, "Made, milliseconds since 1970."),
        .required("changedAt", .moment, "Last changed, milliseconds since 1970."),
    ])
}
