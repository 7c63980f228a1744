import Passport

extension APIFeature {
    private static let dpp = APIParameter.path("dpp", .text(.visible(1...200)), "The passport's id, percent-encoded.")
    private static let path = APIParameter.path(
        "path",
        .text(.visible(1...400)),
        "Names from the document's root, like `$.elements.mass` (RFC 9535), percent-encoded."
    )
    private static let representation = APIParameter.query(
        "representation",
        .choice(PassportRoutes.Representation.allCases.map(\.rawValue)),
        "`compressed` for bare values; `full`, with tier and salt, is what a proof is checked with; `credential` for "
            + "the same, signed, as `application/vc+jwt`."
    )
    private static let credentials = [
        SignedCredential.Form.token.rawValue: "the same as a signed credential (JWS).",
        SignedCredential.Form.proof.rawValue: "the same in JSON with a proof of `eddsa-jcs-2022`.",
    ]

    /// Passports, after EN 18222.
    static let passports = APIFeature(
        "passports",
        "Passports: what is known of a product, a lot or a piece, in all versions (EN 18222, EN 18223).",
        operations: [
            APIOperation(
                "PUT",
                "/v1/products/{gtin}/passport",
                id: "putProductPassport",
                "Say what the passports of a product's pieces begin with",
                about: "Each piece gets its passport when it is commissioned. Those that are there stay as they are.",
                parameters: [.path("gtin", .text(.gtin), "The product's GTIN.")],
                body: .json(.named("PassportContent"), maximumBytes: PassportTemplate.maximumBytes),
                answers: [.json(.named("Product"), "The product.")]
            ),
            APIOperation(
                "GET",
                "/v1/dpps/{dpp}",
                id: "readDPPById",
                "The newest version of a passport",
                about: "What the caller's token does not open is taken out, and leaves a hash behind.",
                parameters: [dpp, representation],
                answers: [.json(.named("Passport"), "The passport.", also: credentials)]
            ),
            APIOperation(
                "GET",
                "/v1/dppsByProductId/{product}",
                id: "readDPPByProductId",
                "The passport of a product, lot or piece",
                parameters: [
                    .path("product", .text(.visible(1...400)), "Its GS1 Digital Link, percent-encoded."),
                    representation,
                ],
                answers: [.json(.named("Passport"), "The passport.", also: credentials)],
                problems: [.tooManyRequests]
            ),
            APIOperation(
                "GET",
                "/v1/dppsByIdAndDate/{dpp}",
                id: "readDPPVersionByIdAndDate",
                "The version that was in force at a time",
                parameters: [
                    dpp, .query("date", .text(.visible(20...24)), "The time in UTC, like `2026-11-20T10:00:00Z`."),
                    representation,
                ],
                answers: [.json(.named("Passport"), "The passport.", also: credentials)]
            ),
            APIOperation(
                "POST",
                "/v1/dppsByProductIds",
                id: "readDPPIdsByProductIds",
                "The passports of several products",
                about:
                    "Each link without a passport counts as a guess, as if it had been asked for alone; with more of "
                    + "them in one page than a client may ask for in a row, there is no answer but 429.",
                parameters: [.limit, .cursor],
                body: .json(
                    .object([
                        .required(
                            "productIds",
                            .list(of: .text(.visible(1...400)), maximum: PassportRoutes.maximumProducts),
                            "Their GS1 Digital Links."
                        )
                    ])
                ),
                answers: [
                    .json(
                        .object([
                            .required(
                                "matches",
                                .list(
                                    of: .object([
                                        .required("productId", .anyText, "The link as it was asked."),
                                        .required("dppId", .anyText, "The passport's id."),
                                    ]),
                                    maximum: HTTPLimits.pageRows
                                ),
                                "Those that have a passport."
                            ),
                            .optional("next", .text(.cursor), "Where the next page begins."),
                        ]),
                        "A page of the matches."
                    )
                ],
                problems: [.tooManyRequests]
            ),
            APIOperation(
                "GET",
                "/v1/dpps/{dpp}/elements/{path}",
                id: "readDataElement",
                "One element of a passport",
                parameters: [dpp, path],
                answers: [.json(.anyOf([.anyObject, .anyText, .boolean, .count]), "What stands there.")]
            ),
            APIOperation(
                "POST",
                "/v1/dpps",
                id: "createDPP",
                "Make the passport of a product, lot or piece",
                body: .json(.named("PassportContent"), maximumBytes: PassportTemplate.maximumBytes),
                answers: [.created(.named("Passport"), "The passport.")],
                problems: [.conflict, .notFound],
                isCreate: true
            ),
            APIOperation(
                "PATCH",
                "/v1/dpps/{dpp}",
                id: "updateDPPById",
                "Change a passport",
                about:
                    "A merge patch (RFC 7396) of status, operator, facility, specifications and elements. The version "
                    + "before is kept. With `If-Match` it is done only when the version is still that one.",
                parameters: [dpp, ifMatch],
                body: patch,
                answers: [.json(.named("Passport"), "The new version.")],
                problems: [.conflict]
            ),
            APIOperation(
                "DELETE",
                "/v1/dpps/{dpp}",
                id: "deleteDPPById",
                "Archive a passport",
                about: "Nothing is removed: the next version has the status `archived`.",
                parameters: [dpp, ifMatch],
                answers: [.nothing("It is archived.")],
                problems: [.conflict]
            ),
            APIOperation(
                "PATCH",
                "/v1/dpps/{dpp}/elements/{path}",
                id: "updateDataElement",
                "Change one element of a passport",
                parameters: [dpp, path, ifMatch],
                body: patch,
                answers: [.json(.named("Passport"), "The new version.")],
                problems: [.conflict]
            ),
        ],
        schemas: ["Passport": passport, "PassportContent": content]
    )

    private static let ifMatch = APIParameter.header(
        "If-Match",
        .text(.visible(3...24)),
        "The `ETag` of the version that is to be changed."
    )

    private static let patch = APIBody.text(PassportRoutes.patchType, maximumBytes: PassportTemplate.maximumBytes)

    private static let content = JSONSchema.object([
        .optional("uniqueProductIdentifier", .text(.visible(1...400)), "The link; for a new passport only."),
        .optional("dppStatus", .choice(["active", "inactive", "archived", "invalid"]), "`active` when left out."),
        .required("economicOperatorId", .text(.line(1...200)), "Who answers for the product."),
        .optional("facilityId", .text(.line(1...200)), "Where it was made."),
        .optional(
            "contentSpecificationIds",
            .list(of: .text(.line(1...200)), maximum: 100),
            "What the elements are specified by."
        ),
        .optional("elements", .anyObject, "By name: `value`, and `tier`, which says who may read it."),
    ])

    private static let passport = JSONSchema.object([
        .required("digitalProductPassportId", .anyText, "The id, a URI."),
        .required("uniqueProductIdentifier", .anyText, "The product, lot or piece, as a canonical GS1 Digital Link."),
        .required("granularity", .choice(["model", "batch", "item"]), "What the link makes it."),
        .required("dppSchemaVersion", .anyText, "Version of the form."),
        .required("dppStatus", .choice(["active", "inactive", "archived", "invalid"]), "Whether it is in force."),
        .required("economicOperatorId", .anyText, "Who answers for the product."),
        .optional("facilityId", .anyText, "Where it was made."),
        .required("contentSpecificationIds", .list(of: .anyText, maximum: 100), "What specifies the elements."),
        .required("version", .count, "Which version, from 1."),
        .required("lastUpdated", .anyText, "When it was made, ISO 8601 in UTC."),
        .required("lastUpdatedMilliseconds", .moment, "The same, milliseconds since 1970."),
        .optional("previousVersionHash", .text(.digest), "The hash of the version before."),
        .required("elements", .anyObject, "What the reader may see, by name."),
        .optional("hiddenElements", .list(of: .text(.digest), maximum: 4_096), "Hashes of what he may not see."),
    ])
}
