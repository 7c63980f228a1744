import Passport

extension APIFeature {
    private static let party = APIParameter.path("party", .text(.visible(1...60)), "What the party is called here.")

    /// What happens to products after they were made, and who may say so.
    static let life = APIFeature(
        "life",
        "Life: what happened to products, signed by whoever says so, and who may say what (EPCIS 2.0).",
        operations: lifeEvents + parties,
        schemas: ["ProductEvent": productEvent, "Party": partySchema]
    )

    private static let lifeEvents = [
        APIOperation(
            "POST",
            "/v1/productEvents",
            id: "enterProductEvent",
            "Enter an event that was signed",
            about:
                "The signer's `did:key` is that of a party that may enter such an event, or, for a transfer, the key "
                + "that the product was handed to. The event may carry an update of the passport. The same event is "
                + "entered once, however often it is sent.",
            body: .text(
                SignedCredential.Form.token.rawValue,
                or: [SignedCredential.Form.proof.rawValue],
                maximumBytes: SignedCredential.maximumBytes
            ),
            answers: [
                .json(.named("ProductEvent"), "It was entered.", status: 201),
                .json(.named("ProductEvent"), "It had been entered before."),
            ],
            problems: [.tooManyRequests, .notFound, .forbidden, .conflict, .unsupportedMediaType]
        ),
        APIOperation(
            "GET",
            "/v1/productEvents",
            id: "listProductEvents",
            "What happened to a product, in the order of entry",
            about: "Who had a product is told to its maker and to authorities only.",
            parameters: [
                .query("product", .text(.visible(1...400)), "Its GS1 Digital Link; it must be given."), .limit, .cursor,
            ],
            answers: [.json(.page("productEvents", of: "ProductEvent"), "A page of the events.")],
            problems: [.notFound, .tooManyRequests]
        ),
        APIOperation(
            "GET",
            "/v1/epcis/epcs/{epc}/events",
            id: "getEventsOfEPC",
            "The same as an EPCIS 2.0 document",
            parameters: [.path("epc", .text(.visible(1...400)), "Its GS1 Digital Link, percent-encoded.")],
            answers: [.json(.anyObject, "An EPCISDocument.")],
            problems: [.notFound, .tooManyRequests]
        ),
        APIOperation(
            "GET",
            "/.well-known/did.json",
            id: "getIssuer",
            "The key that signs credentials of passports",
            about: "The document of the deployment's `did:web`.",
            answers: [.json(.anyObject, "A DID document.")]
        ),
    ]

    private static let parties = [
        APIOperation(
            "GET",
            "/v1/parties",
            id: "listParties",
            "Who may enter events of products",
            parameters: [.limit, .cursor],
            answers: [.json(.page("parties", of: "Party"), "A page of the parties, by name.")]
        ),
        APIOperation(
            "GET",
            "/v1/parties/{party}",
            id: "getParty",
            "One party",
            parameters: [party],
            answers: [.json(.named("Party"), "The party.")]
        ),
        APIOperation(
            "PUT",
            "/v1/parties/{party}",
            id: "putParty",
            "Let somebody enter events with his own key, or change what he may enter",
            parameters: [party],
            body: .json(
                .object([
                    .required("name", .text(.line(1...PartyChange.nameCharacters)), "Its name, for people."),
                    .required("key", .text(.visible(12...100)), "Its `did:key` of Ed25519."),
                    .required(
                        "mayEnter",
                        .list(of: .choice(of: LifeKind.self), maximum: 16),
                        "Which events."
                    ),
                    .optional(
                        "elements",
                        .list(
                            of: .text(.line(1...PassportTemplate.nameBytes)),
                            maximum: PartyChange.maximumElements
                        ),
                        "Which elements of passports it may write along with them."
                    ),
                ])
            ),
            answers: [.json(.named("Party"), "The party.")],
            problems: [.conflict]
        ),
        APIOperation(
            "DELETE",
            "/v1/parties/{party}",
            id: "revokeParty",
            "Take nothing of a party any more",
            about: "What it entered stays.",
            parameters: [party],
            answers: [.nothing("Its key opens nothing any more.")]
        ),
    ]

    private static let productEvent = JSONSchema.object([
        .required("kind", .anyText, "`commissioning`, or what was entered later."),
        .required("eventID", .anyText, "The id that is made of the event (CBV 2.0 section 8.9)."),
        .required("occurredAt", .moment, "When it happened, milliseconds since 1970, as the signer says."),
        .required("enteredAt", .moment, "When it was entered here."),
        .optional("party", .anyText, "Whose key signed it."),
        .required("event", .anyObject, "The EPCIS event."),
        .optional("credential", .anyText, "As it was signed, when the reader may see it whole."),
        .optional("credentialType", .anyText, "Its media type."),
        .required("proof", .anyText, "Where the proof of its leaf in the log is."),
    ])

    private static let partySchema = JSONSchema.object([
        .required("id", .anyText, "What it is called here."),
        .required("owner", .anyText, "On whose products."),
        .required("name", .anyText, "Its name."),
        .required("key", .anyText, "Its `did:key`."),
        .required("mayEnter", .list(of: .anyText, maximum: 16), "Which events it may enter."),
        .required("elements", .list(of: .anyText, maximum: 100), "Which elements of passports it may write."),
        .optional("revokedAt", .moment, "Since when nothing of it is taken, milliseconds since 1970."),
    ])
}
