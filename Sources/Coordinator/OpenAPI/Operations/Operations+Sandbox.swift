extension APIFeature {
    private static let amount = JSONSchema.Member.optional(
        "amount",
        .text(.amount),
        "Minor units; the order's whole amount when left out."
    )
    private static let confirmations = JSONSchema.Member.optional(
        "confirmations",
        .integer(0...1_000),
        "0 leaves the payment unconfirmed; 1 when left out."
    )

    /// Play money.
    static let sandbox = APIFeature(
        "sandbox",
        "Play money: plays the customer of the sandbox rail, and the chain behind it.",
        operations: [
            APIOperation(
                "POST",
                "/v1/sandbox/payments",
                id: "playPayment",
                "Pay an order with play money, or change what became of a payment",
                body: .json(
                    .anyOf([
                        .object([
                            .required("order", .text(.identifier), "The order to pay."), amount, confirmations,
                        ]),
                        .object([
                            .required("address", .text(.visible(1...200)), "The address to pay to."), amount,
                            confirmations,
                        ]),
                        .object([
                            .required("reference", .text(.visible(1...200)), "An earlier payment."),
                            .required(
                                "action",
                                .choice(["confirm", "replace", "reorganise"]),
                                "What becomes of it."
                            ),
                            confirmations,
                        ]),
                    ])
                ),
                answers: [
                    .json(
                        .object([.required("reference", .anyText, "The payment's reference.")]),
                        "The payment was made.",
                        status: 201
                    ),
                    .nothing("The earlier payment was changed."),
                ],
                problems: [.notFound, .conflict, .railUnavailable],
                isCreate: true
            )
        ]
    )
}
