import Passport

extension APIFeature {
    private static let id = APIParameter.path("links", .text(.identifier), "The set's id.")
    private static let shown = APIAnswer.json(.named("LinkSet"), "The links as they are now.")

    /// Links of products.
    static let links = APIFeature(
        "links",
        "Links: where somebody is sent who scans a product, a lot or a piece. See docs/resolver.md.",
        operations: reading + changing,
        schemas: ["LinkSet": linkSet, "Link": link]
    )

    private static let reading = [
        APIOperation(
            "GET",
            "/v1/links",
            id: "listLinks",
            "Sets of links by anchor",
            parameters: [
                .query(
                    "anchor",
                    .text(.visible(1...ResolverRequest.maximumBytes)),
                    "Only of what this GS1 Digital Link, or its path, names and of what belongs to it."
                ),
                .limit, .cursor,
            ],
            answers: [.json(.page("links", of: "LinkSet"), "A page of the sets.")]
        ),
        APIOperation(
            "GET",
            "/v1/links/{links}",
            id: "getLinks",
            "One set of links",
            parameters: [id],
            answers: [shown]
        ),
        APIOperation(
            "GET",
            "/v1/links/{links}/versions",
            id: "listLinkVersions",
            "Every version of a set, newest first, also after it was removed",
            parameters: [id, .limit, .cursor],
            answers: [.json(.page("versions", of: "LinkSet"), "A page of the versions.")]
        ),
        APIOperation(
            "GET",
            "/v1/links/{links}/versions/{version}",
            id: "getLinkVersion",
            "One version of a set",
            parameters: [id, .path("version", .integer(1...Int64.max), "Which; the first is 1.")],
            answers: [.json(.named("LinkSet"), "The links as they were.")]
        ),
    ]

    private static let changing = [
        APIOperation(
            "POST",
            "/v1/links",
            id: "makeLinks",
            "Give a product, a lot or a piece links",
            about: "One link is the default, or something that it belongs to has one.",
            body: .json(
                .object(
                    [
                        .required(
                            "anchor",
                            .text(.visible(1...ResolverRequest.maximumBytes)),
                            "A GS1 Digital Link, or its path from the key on; of its stem nothing is kept."
                        )
                    ] + content
                )
            ),
            answers: [.created(.named("LinkSet"), "The set.")],
            problems: [.conflict],
            isCreate: true
        ),
        APIOperation(
            "PUT",
            "/v1/links/{links}",
            id: "changeLinks",
            "Replace all links of a set; the ones before stay readable",
            parameters: [id],
            body: .json(.object(content)),
            answers: [shown],
            problems: [.conflict]
        ),
        APIOperation(
            "DELETE",
            "/v1/links/{links}",
            id: "removeLinks",
            "Remove a set; its versions stay readable",
            parameters: [id],
            answers: [.nothing("Nobody is sent there any more.")],
            problems: [.conflict]
        ),
    ]

    private static let content: [JSONSchema.Member] = [
        .optional("description", .text(.line(1...LinkSet.maximumCharacters)), "What it is, for people."),
        .required("links", .list(of: .named("Link"), maximum: LinkSet.maximumLinks), "The links; one at least."),
    ]

    private static let link = JSONSchema.object([
        .required("linkType", .text(.visible(1...LinkType.maximumBytes)), "`gs1:` and a term, or a URI."),
        .required("href", .text(.visible(1...WebAddress.maximumBytes)), "An http or https address."),
        .required("title", .text(.line(1...LinkSet.maximumCharacters)), "What people read of it."),
        .optional("type", .text(.line(3...100)), "The media type of what is there."),
        .optional(
            "hreflang",
            .list(of: .text(.visible(2...35)), maximum: LinkSet.maximumHints),
            "The languages of what is there (BCP 47)."
        ),
        .optional(
            "context",
            .list(of: .text(.visible(1...60)), maximum: LinkSet.maximumHints),
            "For whom; chosen by `context` of the query."
        ),
        .optional("default", .boolean, "Whether everybody is sent here who says nothing else; one at most."),
        .optional("defaultMulti", .boolean, "Whether those are sent here whom it fits better than the default."),
        .optional("fwqs", .boolean, "Whether the query is passed on; true when left out."),
    ])

    private static let linkSet = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("anchor", .anyText, "The path that it stands under."),
        .required("address", .anyText, "The whole link."),
        .required("owner", .anyText, "Whose."),
        .required("version", .integer(1...Int64.max), "Which version this is."),
        .required("removed", .boolean, "Whether it was removed with this version."),
        .optional("description", .anyText, "What it is, for people."),
        .required("links", .list(of: .named("Link"), maximum: LinkSet.maximumLinks), "The links."),
        .required("createdAt", .moment, "Made, milliseconds since 1970."),
        .required("changedAt", .moment, "This version was made, milliseconds since 1970."),
        .optional("changedBy", .anyText, "Who made it; of versions only."),
    ])
}
