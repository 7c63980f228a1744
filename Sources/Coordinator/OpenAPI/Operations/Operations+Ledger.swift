extension APIFeature {
    /// What somebody looks for among the transfers, see `TransferSearch`.
    static let transferSearch: [APIParameter] = [
        .query("sale", .text(.identifier), "Only this sale's."),
        .query("account", .text(.line(1...200)), "Only those that this account is a side of."),
    ]

    /// The books.
    static let ledger = APIFeature(
        "ledger",
        "The books: accounts, transfers, and the check that they are right.",
        operations: [
            APIOperation(
                "GET",
                "/v1/ledger/accounts",
                id: "listAccounts",
                "Accounts by id",
                parameters: [.limit, .cursor],
                answers: [.json(.page("accounts", of: "Account"), "A page of the accounts.")]
            ),
            APIOperation(
                "GET",
                "/v1/ledger/transfers",
                id: "listTransfers",
                "Transfers in the order of their making",
                parameters: transferSearch + [.limit, .cursor],
                answers: [.json(.page("transfers", of: "Transfer"), "A page of the transfers.")]
            ),
            APIOperation(
                "GET",
                "/v1/ledger/check",
                id: "checkLedger",
                "Fold all transfers anew and compare",
                answers: [.json(.named("LedgerCheck"), "Right, or what is not.")]
            ),
        ],
        schemas: ["Account": account, "Transfer": transfer, "LedgerCheck": check]
    )

    private static let account = JSONSchema.object([
        .required("id", .anyText, "Its id: owner, role, asset."),
        .required("owner", .anyText, "Whose."),
        .required("asset", .anyText, "What it holds."),
        .required("role", .anyText, "What it is for."),
        .required("debitsPending", .text(.balance), "Minor units."),
        .required("debitsPosted", .text(.balance), "Minor units."),
        .required("creditsPending", .text(.balance), "Minor units."),
        .required("creditsPosted", .text(.balance), "Minor units."),
    ])

    private static let transfer = JSONSchema.object([
        .required("id", .anyText, "Its id."),
        .required("debit", .anyText, "The account that is debited."),
        .required("credit", .anyText, "The account that is credited."),
        .required("amount", .text(.balance), "Minor units of `asset`."),
        .required("asset", .anyText, "Of what."),
        .required("step", .anyText, "The step of the sale that made it."),
        .required("sale", .anyText, "Whose sale; empty when it belongs to none."),
        .required("kind", .choice(["pending", "post", "void", "posted"]), "How it counts."),
        .optional("pending", .anyText, "The pending transfer that it posts or voids."),
        .required("timestamp", .integer(0...Int64.max), "Its place in the order, nanoseconds since 1970."),
    ])

    private static let check = JSONSchema.object([
        .required("balanced", .boolean, "Whether nothing was found."),
        .required(
            "findings",
            .list(
                of: .object([
                    .required("kind", .anyText, "What is wrong."),
                    .required("subject", .anyText, "With what."),
                    .required("text", .anyText, "In words."),
                ]),
                maximum: 1_000_000
            ),
            "What is not right."
        ),
    ])
}
