extension APIFeature {
    private static let note = APIBody.json(
        .object([.required("note", .text(.line(1...500)), "Why; others will read it.")])
    )

    /// What a restore leaves to be done.
    static let recovery = APIFeature(
        "recovery",
        "Recovery: what follows a restore, until every machine has told what it did, or a person closes it.",
        operations: [
            APIOperation(
                "GET",
                "/v1/recovery",
                id: "getRecovery",
                "The generation, and how far its recovery has come",
                answers: [.json(.named("Recovery"), "The recovery.")]
            ),
            APIOperation(
                "POST",
                "/v1/recovery/close",
                id: "closeRecovery",
                "End the recovery without waiting any longer",
                body: note,
                answers: [.json(.named("Recovery"), "The recovery.")],
                problems: [.conflict, .notFound]
            ),
            APIOperation(
                "POST",
                "/v1/recovery/machines/{machine}/close",
                id: "closeRecoveryOfMachine",
                "Wait no longer for one machine",
                parameters: [.path("machine", .text(.machine), "The machine's id.")],
                body: note,
                answers: [.json(.named("Recovery"), "The recovery.")],
                problems: [.conflict]
            ),
            APIOperation(
                "GET",
                "/v1/recovery/payments",
                id: "listUnclaimedPayments",
                "Payments for orders that a lost generation made",
                parameters: [
                    .query("all", .choice(["true", "false"]), "`true` for those that are settled too."), .limit,
                ],
                answers: [
                    .json(
                        .object([
                            .required(
                                "payments",
                                .list(of: .named("UnclaimedPayment"), maximum: HTTPLimits.pageRows),
                                "The payments."
                            )
                        ]),
                        "The payments."
                    )
                ]
            ),
            APIOperation(
                "POST",
                "/v1/recovery/payments/{payment}/settle",
                id: "settleUnclaimedPayment",
                "Say what became of such a payment",
                parameters: [.path("payment", .text(.identifier), "The payment's id.")],
                body: .json(
                    .object([
                        .required("outcome", .choice(["sold", "refunded"]), "What became of it."),
                        .required("note", .text(.line(1...500)), "How; others will read it."),
                    ])
                ),
                answers: [.json(.named("UnclaimedPayment"), "The payment.")],
                problems: [.conflict]
            ),
        ],
        schemas: ["Recovery": recoverySchema, "RecoveringMachine": recoveringMachine, "UnclaimedPayment": payment]
    )

    private static let recoverySchema = JSONSchema.object([
        .required("generation", .count, "Its number, from 1."),
        .required("reason", .anyText, "`first`, `restore` or `machineAhead`."),
        .required("subject", .anyText, "Which machine was ahead; empty for the other reasons."),
        .required("open", .boolean, "Whether nothing is sold because of it."),
        .required("text", .anyText, "The same in words, with what to do next."),
        .required("startedAt", .moment, "When the generation began, milliseconds since 1970."),
        .optional("closedAt", .moment, "When its recovery ended, milliseconds since 1970."),
        .optional("closedBy", .anyText, "Who ended it; nobody when every machine had come."),
        .optional("note", .anyText, "Why."),
        .required("machines", .list(of: .named("RecoveringMachine"), maximum: 100_000), "Its machines, by id."),
        .required("unclaimedPayments", .count, "Payments to addresses that this database never gave out."),
        .required("deliveriesWithoutPayment", .count, "Deliveries that came before their payment was seen here."),
    ])

    private static let recoveringMachine = JSONSchema.object([
        .required("machine", .text(.machine), "Its id."),
        .required("standing", .anyText, "`waiting`, `replaying`, `replayed`, `closed` or `setAside`."),
        .required("text", .anyText, "What that means."),
        .required("missingReceipts", .count, "Receipts that the machine no longer had."),
        .required("recoveredDeliveries", .count, "Deliveries of which this database had no command."),
        .required("changedAt", .moment, "When that was last so, milliseconds since 1970."),
        .optional("closedBy", .anyText, "Who closed it."),
        .optional("note", .anyText, "Why."),
    ])

    private static let payment = JSONSchema.object([
        .required("id", .anyText, "Its id."),
        .required("rail", .anyText, "By which rail."),
        .required("reference", .anyText, "Its name on the rail."),
        .required("address", .anyText, "Where it was paid to."),
        .required("asset", .anyText, "What was paid."),
        .required("amount", .text(.balance), "How much, in minor units."),
        .required("state", .choice(["seen", "booked", "sold", "refunded"]), "How it stands."),
        .required("seenAt", .moment, "First seen by this generation, milliseconds since 1970."),
        .optional("settledBy", .anyText, "Who settled it."),
        .optional("note", .anyText, "What it was."),
    ])
}
