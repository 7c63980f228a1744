extension APIFeature {
    private static let order = APIParameter.path("order", .text(.identifier), "The order's id.")

    /// What customers' phones ask.
    static let orders = APIFeature(
        "orders",
        "Orders: what customers' phones and other programs ask. Nobody needs a token for them; the id is the secret.",
        operations: [
            APIOperation(
                "POST",
                "/v1/orders",
                id: "createOrder",
                "Order one selection",
                about: """
                    Everything that could refuse the order is asked and one unit of stock reserved before a price is \
                    named. With an `Idempotency-Key` the same request answers with the same order, as it stands now.
                    """,
                body: .json(
                    .object([
                        .required("place", .text(.slug(48)), "Where."),
                        .required("selection", .text(.slug(24)), "Which selection of the place's price list."),
                        .optional("rail", .text(.slug(32)), "How to pay; the first rail when left out."),
                    ])
                ),
                answers: [.created(.named("Order"), "The order, with its address and signed quote.")],
                problems: [
                    .notFound, .conflict, .soldOut, .machineOffline, .machineNotAllowed, .laneFaulted, .placeClosed,
                    .railUnavailable, .tooManyRequests,
                ],
                isCreate: true
            ),
            APIOperation(
                "GET",
                "/v1/orders/{order}",
                id: "getOrder",
                "How an order stands",
                parameters: [order],
                answers: [.json(.named("Order"), "The order.")]
            ),
            APIOperation(
                "GET",
                "/v1/orders/{order}/events",
                id: "followOrder",
                "Follow an order",
                about: """
                    Server-sent events: one `order` event with an Order as its data now and after every change, until \
                    nothing more will happen or \(HTTPLimits.eventStreamSeconds) seconds are over.
                    """,
                parameters: [order],
                answers: [.text("text/event-stream", "The stream.")]
            ),
        ],
        schemas: ["Order": orderSchema]
    )

    private static let orderSchema = JSONSchema.object([
        .required("id", .text(.identifier), "The order's id."),
        .required("status", .choice(of: OrderStatus.self), "How it stands."),
        .required("text", .anyText, "The same in words."),
        .required("place", .anyText, "Where."),
        .required("selection", .anyText, "Which selection."),
        .required("name", .anyText, "Its name."),
        .required("price", .text(.balance), "The price in minor units of `currency`."),
        .required("currency", .anyText, "What the price list is written in."),
        .required("amount", .text(.balance), "What to pay, in minor units of `asset`."),
        .required("amountText", .anyText, "The same in whole units, for people."),
        .required("paid", .text(.balance), "What was seen of it so far, in minor units of `asset`."),
        .required("asset", .anyText, "What is paid."),
        .required("rail", .anyText, "By which rail."),
        .required("playMoney", .boolean, "Whether it is play money."),
        .optional("address", .anyText, "Where to pay."),
        .optional("uri", .anyText, "What the QR code holds."),
        .required("expires", .moment, "Until when the quote holds, milliseconds since 1970."),
        .optional("quote", .anyText, "The signed quote, a JWS."),
        .required("revision", .count, "Rises with every change."),
    ])
}
