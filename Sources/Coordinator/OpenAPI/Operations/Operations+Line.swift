import Passport
import Protocol

extension APIFeature {
    private static let gtin = APIParameter.path("gtin", .text(.gtin), "The product's GTIN.")
    private static let block = APIParameter.path("block", .text(.identifier), "The block's id.")
    private static let run = APIParameter.path("run", .text(.identifier), "The run's id.")
    private static let machine = APIParameter.query("machine", .text(.machine), "Only those of this machine.")

    /// Products and serials.
    static let serials = APIFeature(
        "serials",
        "Serials: products, the blocks of serials that machines hold, and the life of each serial.",
        operations: [
            APIOperation(
                "GET",
                "/v1/products",
                id: "listProducts",
                "Products by number",
                parameters: [.limit, .cursor],
                answers: [.json(.page("products", of: "Product"), "A page of the products.")]
            ),
            APIOperation(
                "GET",
                "/v1/products/{gtin}",
                id: "getProduct",
                "One product",
                parameters: [gtin],
                answers: [.json(.named("Product"), "The product.")]
            ),
            APIOperation(
                "PUT",
                "/v1/products/{gtin}",
                id: "putProduct",
                "Make a product, or give it another name",
                about: "The form of its serials stays what it was at first.",
                parameters: [gtin],
                body: .json(.named("ProductChange")),
                answers: [.json(.named("Product"), "The product.")],
                problems: [.conflict]
            ),
            APIOperation(
                "GET",
                "/v1/products/{gtin}/serials/{serial}",
                id: "getSerial",
                "One serial with its life",
                parameters: [gtin, .path("serial", .text(.visible(1...20)), "The serial.")],
                answers: [.json(.named("Serial"), "The serial.")]
            ),
            APIOperation(
                "GET",
                "/v1/blocks",
                id: "listBlocks",
                "Blocks of serials, newest first",
                parameters: [machine, .limit, .cursor],
                answers: [.json(.page("blocks", of: "Block"), "A page of the blocks.")]
            ),
            APIOperation(
                "GET",
                "/v1/blocks/{block}",
                id: "getBlock",
                "One block",
                parameters: [block],
                answers: [.json(.named("Block"), "The block.")]
            ),
            APIOperation(
                "POST",
                "/v1/blocks",
                id: "grantBlocks",
                "Grant a machine serials ahead of any run",
                about: "The machine hears of them once the log has them. More than one block takes come as several.",
                body: .json(
                    .object([
                        .required("gtin", .text(.gtin), "The product."),
                        .required("machine", .text(.machine), "The machine."),
                        .required("count", .integer(1...Int64(BlockBook.maximumGrant)), "How many."),
                    ])
                ),
                answers: [
                    .json(
                        .object([
                            .required("blocks", .list(of: .named("Block"), maximum: 1_000), "The new blocks.")
                        ]),
                        "The new blocks.",
                        status: 201
                    )
                ],
                problems: [.notFound, .machineNotAllowed, .limit, .notReady],
                isCreate: true
            ),
            APIOperation(
                "POST",
                "/v1/blocks/{block}/return",
                id: "returnBlock",
                "Ask a machine for a block back",
                about: "What it has not used is inactive then, and never granted again.",
                parameters: [block],
                answers: [.json(.named("Block"), "The block.")]
            ),
            APIOperation(
                "GET",
                "/v1/serials/check",
                id: "checkSerials",
                "Count all serials anew and compare",
                about: "Each block with its grant in the log, each serial with its life and its leaf, each run with "
                    + "the serials it used.",
                answers: [.json(.named("SerialCheck"), "Right, or what is not.")]
            ),
        ],
        schemas: [
            "Product": product, "ProductChange": productChange, "Block": blockSchema, "Serial": serial,
            "SerialStep": step, "SerialCheck": serialCheck,
        ]
    )

    private static let serialCheck = JSONSchema.object([
        .required("balanced", .boolean, "Whether nothing was found."),
        .required("blocks", .count, "How many blocks there are."),
        .required("serials", .map(of: .count), "How many serials are in which state."),
        .required(
            "findings",
            .list(
                of: .object([
                    .required("kind", .choice(of: SerialCheck.Finding.Kind.self), "What is wrong."),
                    .required("subject", .anyText, "With what: a block, a run, or a product and a serial."),
                    .required("text", .anyText, "In words."),
                ]),
                maximum: SerialCheck.mostFindings
            ),
            "What is not right."
        ),
    ])

    private static let product = JSONSchema.object([
        .required("gtin", .text(.gtin), "Its GTIN, 14 digits."),
        .required("owner", .anyText, "Whose."),
        .required("name", .anyText, "What people call it."),
        .optional("serialDigits", .count, "Digits of its serials, when they are numbers."),
        .required("issued", .count, "Serials that were ever granted."),
        .required("oneGuessHits", .anyText, "The chance that one guess is one of them."),
        .required("guessing", .anyText, "The same in words."),
        .optional("passport", .anyObject, "What the passports of its pieces begin with."),
    ])

    private static let productChange = JSONSchema.object([
        .required("name", .text(.line(1...ProductChange.nameCharacters)), "What people call it."),
        .optional(
            "serialDigits",
            .integer(Int64(Product.digits.lowerBound)...Int64(Product.digits.upperBound)),
            "Digits of its serials, for lines that stamp numbers only; random serials when left out."
        ),
    ])

    private static let blockSchema = JSONSchema.object([
        .required("id", .text(.identifier), "The id."),
        .required("gtin", .text(.gtin), "The product."),
        .required("owner", .anyText, "Whose."),
        .required("machine", .text(.machine), "The machine that may use it."),
        .optional("run", .text(.identifier), "The run that it was granted for."),
        .required("count", .count, "How many serials."),
        .required("state", .choice(of: SerialBlockRecord.Standing.self), "How far its grant or return has come."),
        .required("serials", .map(of: .count), "How many of its serials are in which state."),
        .required("createdAt", .moment, "Granted, milliseconds since 1970."),
    ])

    private static let serial = JSONSchema.object([
        .required("gtin", .text(.gtin), "The product."),
        .required("serial", .anyText, "The serial."),
        .required("block", .text(.identifier), "Its block."),
        .required("state", .choice(of: SerialState.self), "Where it stands (OPEN-SCS)."),
        .required("stateNumber", .count, "The same as the number of OPC 30260."),
        .optional("reason", .choice(of: ScrapReason.self), "Why it was scrapped."),
        .optional("detail", .anyText, "The machine's own word for it."),
        .optional("run", .text(.identifier), "The run it was used in."),
        .optional("unit", .count, "Which unit of the run, from 1."),
        .required("steps", .list(of: .named("SerialStep"), maximum: 100), "Its life so far."),
    ])

    private static let step = JSONSchema.object([
        .required("event", .anyText, "What happened."),
        .required("state", .choice(of: SerialState.self), "Where it stood then."),
        .required("actor", .anyText, "Who said so."),
        .required("at", .moment, "When it was stored, milliseconds since 1970."),
    ])

    /// Runs.
    static let runs = APIFeature(
        "runs",
        "Runs: so many units of a product on one line, each with a serial of its own.",
        operations: [
            APIOperation(
                "GET",
                "/v1/runs",
                id: "listRuns",
                "Runs, newest first",
                parameters: [machine, .limit, .cursor],
                answers: [.json(.page("runs", of: "Run"), "A page of the runs.")]
            ),
            APIOperation(
                "GET",
                "/v1/runs/{run}",
                id: "getRun",
                "One run",
                parameters: [run],
                answers: [.json(.named("Run"), "The run.")]
            ),
            APIOperation(
                "GET",
                "/v1/runs/{run}/units",
                id: "listUnits",
                "The units of a run, in the order in which they passed",
                parameters: [run, .limit, .cursor],
                answers: [.json(.page("units", of: "Unit"), "A page of the units.")]
            ),
            APIOperation(
                "POST",
                "/v1/runs",
                id: "orderRun",
                "Order a run",
                about: "The machine is granted the serials that it takes, and a few more for units that are scrapped.",
                body: .json(.named("RunOrder")),
                answers: [.created(.named("Run"), "The run.")],
                problems: [.notFound, .machineNotAllowed, .limit, .notReady],
                isCreate: true
            ),
            ask("start", "Start a run", "It starts as soon as the machine holds its serials."),
            ask("interrupt", "Interrupt a run", "The unit under way ends first."),
            ask("resume", "Go on with an interrupted run", "Also after the line held by itself."),
            ask("abort", "Give a run up", "The unit under way ends first; serials that were not used are inactive."),
        ],
        schemas: ["Run": runSchema, "RunOrder": runOrder, "Unit": unit]
    )

    private static func ask(_ verb: String, _ summary: String, _ about: String) -> APIOperation {
        APIOperation(
            "POST",
            "/v1/runs/{run}/\(verb)",
            id: "\(verb)Run",
            summary,
            about: about,
            parameters: [run],
            answers: [.json(.named("Run"), "The run.")],
            problems: [.conflict, .machineNotAllowed, .notReady]
        )
    }

    private static let runOrder = JSONSchema.object([
        .required("gtin", .text(.gtin), "The product."),
        .optional("lot", .text(.visible(1...20)), "The lot."),
        .required("count", .integer(1...Int64(RunOrder.maximumCount)), "Units to be commissioned."),
        .required("machine", .text(.machine), "The machine whose line makes them."),
        .optional(
            "spare",
            .integer(0...Int64(RunOrder.maximumCount)),
            "Serials beyond that, for units that are scrapped; a tenth, and five at least, when left out."
        ),
        .optional("start", .boolean, "Whether it starts as soon as it can."),
    ])

    private static let runSchema = JSONSchema.object([
        .required("id", .text(.identifier), "The id."),
        .required("gtin", .text(.gtin), "The product."),
        .optional("lot", .anyText, "The lot."),
        .required("count", .count, "Units to be commissioned."),
        .required("machine", .text(.machine), "The machine whose line makes them."),
        .required("owner", .anyText, "Whose."),
        .required("state", .choice(of: RunState.self), "How it stands (ISA-95)."),
        .optional("asked", .choice(of: RunProgress.Request.self), "What was asked for and not answered yet."),
        .optional("reason", .anyText, "Why it stands so."),
        .required("since", .moment, "Since when it stands so, milliseconds since 1970."),
        .required("commissioned", .count, "Units whose serial was read back."),
        .required("scrapped", .count, "Units that were scrapped."),
        .required("unusable", .count, "Serials that were never written."),
        .required("createdAt", .moment, "Ordered, milliseconds since 1970."),
        .optional("endedAt", .moment, "Over, milliseconds since 1970."),
    ])

    private static let unit = JSONSchema.object([
        .required("unit", .count, "Which unit of the run, from 1."),
        .required("serial", .anyText, "Its serial."),
        .required("state", .choice(of: SerialState.self), "Where that stands."),
        .optional("reason", .choice(of: ScrapReason.self), "Why it was scrapped."),
        .optional("detail", .anyText, "The machine's own word for it."),
        .required("at", .moment, "When it last changed, milliseconds since 1970."),
    ])
}
