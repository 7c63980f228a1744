extension APIFeature {
    private static let sale = APIParameter.path("sale", .text(.identifier), "The sale's id, which is the order's.")
    private static let note = APIBody.json(
        .object([.required("note", .text(.line(1...500)), "Why; others will read it.")])
    )

    /// What somebody looks for among the sales, see `SaleSearch`.
    static let saleSearch: [APIParameter] = [
        .query("place", .text(.slug(48)), "Only this place's."),
        .query("machine", .text(.machine), "Only this machine's."),
        .query("money", .choice(of: MoneyState.self), "Only those whose money stands so."),
        .query("goods", .choice(of: GoodsState.self), "Only those whose goods stand so."),
        .query("queue", .choice(of: SaleQueue.self), "Only those that wait for a person, and why."),
        .query(
            "text",
            .text(.line(1...SaleSearch.maximumTextCharacters)),
            """
            The beginning of an id or of a payment's reference, or a whole address, command id or trace id.
            """
        ),
        .query("from", .moment, "Only those made at or after, milliseconds since 1970."),
        .query("to", .moment, "Only those made before, milliseconds since 1970."),
    ]

    /// Sales, and what a person decides about them.
    static let sales = APIFeature(
        "sales",
        "Sales: one order as operators see it, money beside goods, and what a person decides.",
        operations: [
            APIOperation(
                "GET",
                "/v1/sales",
                id: "listSales",
                "Sales, newest first",
                parameters: saleSearch + [.limit, .cursor],
                answers: [.json(.page("sales", of: "Sale"), "A page of the sales.")]
            ),
            APIOperation(
                "GET",
                "/v1/sales/{sale}",
                id: "getSale",
                "One sale",
                parameters: [sale],
                answers: [.json(.named("Sale"), "The sale.")]
            ),
            APIOperation(
                "POST",
                "/v1/sales/{sale}/resolve",
                id: "resolveSale",
                "Say what became of goods that are in doubt",
                parameters: [sale],
                body: .json(
                    .object([
                        .required("outcome", .choice(["delivered", "notDelivered"]), "What a person found."),
                        .required("note", .text(.line(1...500)), "How; others will read it."),
                    ])
                ),
                answers: [.json(.named("Sale"), "The sale.")],
                problems: [.conflict]
            ),
            APIOperation(
                "POST",
                "/v1/sales/{sale}/refunded",
                id: "recordRefund",
                "Say that a refund was paid",
                about: "The same reference counts once.",
                parameters: [sale],
                body: .json(
                    .object([
                        .required("reference", .text(.line(1...500)), "Which payment paid it back."),
                        .optional("amount", .text(.amount), "How much, in minor units; all that is owed if left out."),
                    ])
                ),
                answers: [.json(.named("Sale"), "The sale.")],
                problems: [.conflict]
            ),
            APIOperation(
                "POST",
                "/v1/sales/{sale}/credited",
                id: "creditSale",
                "Make what is owed the customer's credit",
                parameters: [sale],
                body: note,
                answers: [.json(.named("Sale"), "The sale.")],
                problems: [.conflict]
            ),
            APIOperation(
                "POST",
                "/v1/sales/{sale}/written-off",
                id: "writeOffSale",
                "Accept that missing money will not come",
                parameters: [sale],
                body: note,
                answers: [.json(.named("Sale"), "The sale.")],
                problems: [.conflict]
            ),
        ],
        schemas: ["Sale": saleSchema, "Payment": payment]
    )

    private static let payment = JSONSchema.object([
        .required("reference", .anyText, "Its name on the rail."),
        .required("amount", .text(.balance), "How much, in minor units."),
        .required("state", .anyText, "Where the rail has it."),
        .required("confirmations", .count, "How deep."),
        .required("late", .boolean, "Whether it came after the quote's end."),
        .required("booking", .anyText, "Where the books have it."),
    ])

    private static let saleSchema = JSONSchema.object([
        .required("order", .named("Order"), "What the customer sees."),
        .required("owner", .anyText, "Whose."),
        .required("machine", .text(.machine), "Which machine."),
        .required("lane", .text(.lane), "Which lane."),
        .required("money", .choice(of: MoneyState.self), "Where the money stands."),
        .required("goods", .choice(of: GoodsState.self), "Where the goods stand."),
        .optional("doubt", .anyText, "Why the outcome is unknown."),
        .required("queue", .list(of: .choice(of: QueueReason.self), maximum: 7), "What a person has to do."),
        .optional("ending", .choice(of: SaleEnding.self), "How it ended."),
        .optional("command", .text(.identifier), "Its command."),
        .optional("commandExpires", .count, "From when on the machine must not start, seconds since 1970."),
        .required("refundDue", .text(.balance), "Owed to the customer, in minor units of the asset."),
        .required("refunded", .text(.balance), "Paid back."),
        .required("credit", .text(.balance), "Made the customer's credit."),
        .required("lost", .text(.balance), "Taken back by the chain, or given up."),
        .required("payments", .list(of: .named("Payment"), maximum: 1_000), "Its payments."),
        .required("traceparent", .text(.traceparent), "W3C trace context."),
        .required("createdAt", .moment, "Made, milliseconds since 1970."),
        .required("changedAt", .moment, "Last changed, milliseconds since 1970."),
    ])
}
