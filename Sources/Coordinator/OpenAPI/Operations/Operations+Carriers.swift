import Passport

extension APIFeature {
    private static let id = APIParameter.path("print", .text(.identifier), "The print's id.")
    private static let link = JSONSchema.text(.visible(1...ResolverRequest.maximumBytes))
    private static let file = APIAnswer(
        status: 200,
        about: "The symbol; its `ETag` is the SHA-256 of the file.",
        content: Dictionary(uniqueKeysWithValues: CarrierFormat.allCases.map { ($0.mediaType, JSONSchema.anyText) }),
        headers: ["ETag": "The SHA-256 of the file, in quotes."]
    )

    /// Links as symbols.
    static let carriers = APIFeature(
        "carriers",
        "Carriers: links as QR codes and Data Matrix symbols, and a record of what was printed.",
        operations: [
            APIOperation(
                "GET",
                "/v1/carriers",
                id: "drawCarrier",
                "Draw a link",
                about: "In capitals where that says the same, so that it is smaller. Nothing is kept.",
                parameters: [
                    .query("link", link, "The GS1 Digital Link; it has to be given."),
                    .query("symbology", .choice(of: Symbology.self), "`qr` when left out."),
                    .query("format", .choice(of: CarrierFormat.self), "`svg` when left out."),
                ],
                answers: [file],
                problems: [.limit]
            ),
            APIOperation(
                "GET",
                "/v1/prints",
                id: "listPrints",
                "What was printed, newest first",
                parameters: [
                    .query("link", link, "Only of this link, as it was given."),
                    .query("sheet", .text(.identifier), "Only of this sheet."),
                    .limit, .cursor,
                ],
                answers: [.json(.page("prints", of: "Print"), "A page of the prints.")]
            ),
            APIOperation(
                "POST",
                "/v1/prints",
                id: "printLabels",
                "Keep what is printed as one sheet",
                about: "The record is never changed or removed.",
                body: .json(
                    .object([
                        .required(
                            "links",
                            .list(of: link, maximum: PrintRepository.mostLabels),
                            "GS1 Digital Links, one for each label; one at least."
                        ),
                        .required("symbology", .choice(of: Symbology.self), "The kind of symbol."),
                        .optional("format", .choice(of: CarrierFormat.self), "`svg` when left out."),
                    ])
                ),
                answers: [
                    .created(
                        .object([
                            .required("sheet", .text(.identifier), "The sheet's id."),
                            .required("page", .anyText, "The path of the page that prints it, for operators."),
                            .required(
                                "prints",
                                .list(of: .named("Print"), maximum: PrintRepository.mostLabels),
                                "The labels, in the order of the links."
                            ),
                        ]),
                        "The sheet."
                    )
                ],
                isCreate: true
            ),
            APIOperation(
                "GET",
                "/v1/prints/{print}",
                id: "getPrint",
                "One print",
                parameters: [id],
                answers: [.json(.named("Print"), "The print.")]
            ),
            APIOperation(
                "GET",
                "/v1/prints/{print}/carrier",
                id: "drawPrint",
                "The very file that was printed",
                about: "A conflict when the library draws it otherwise today.",
                parameters: [id],
                answers: [file],
                problems: [.conflict, .limit]
            ),
        ],
        schemas: ["Print": print]
    )

    private static let print = JSONSchema.object([
        .required("id", .text(.identifier), "Its id."),
        .required("sheet", .text(.identifier), "The sheet that it stood on."),
        .required("owner", .anyText, "Whose."),
        .required("link", .anyText, "The link, as it was given."),
        .required("text", .anyText, "What the symbol says, byte by byte."),
        .required("symbology", .choice(of: Symbology.self), "The kind of symbol."),
        .required("format", .choice(of: CarrierFormat.self), "How it was drawn."),
        .required("digest", .text(.digest), "SHA-256 of the file."),
        .required("printedAt", .moment, "When, milliseconds since 1970."),
        .required("printedBy", .anyText, "By whom."),
    ])
}
