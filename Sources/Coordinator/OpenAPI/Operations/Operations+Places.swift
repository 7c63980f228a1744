extension APIFeature {
    private static let place = APIParameter.path("place", .text(.slug(48)), "The place's address.")

    /// Places, price lists, stock.
    static let places = APIFeature(
        "places",
        "Places: where customers buy, with price list and stock.",
        operations: [
            APIOperation(
                "GET",
                "/v1/places",
                id: "listPlaces",
                "Places by address",
                parameters: [.limit, .cursor],
                answers: [.json(.page("places", of: "Place"), "A page of the places.")]
            ),
            APIOperation(
                "GET",
                "/v1/places/{place}",
                id: "getPlace",
                "One place",
                parameters: [place],
                answers: [.json(.named("Place"), "The place.")]
            ),
            APIOperation(
                "PUT",
                "/v1/places/{place}",
                id: "putPlace",
                "Make a place, or replace its name and price list",
                about: "Machine and stock stay as they are. Lanes named for the first time start empty.",
                parameters: [place],
                body: .json(.named("PlaceChange")),
                answers: [.json(.named("Place"), "The place.")]
            ),
            APIOperation(
                "DELETE",
                "/v1/places/{place}",
                id: "deletePlace",
                "Remove a place that never sold anything",
                parameters: [place],
                answers: [.nothing("It is removed.")],
                problems: [.conflict]
            ),
            APIOperation(
                "PUT",
                "/v1/places/{place}/machine",
                id: "assignMachine",
                "Say which machine delivers at a place, or none",
                parameters: [place],
                body: .json(
                    .object([
                        .optional("machine", .nullable(.text(.machine)), "The machine; none when null or left out.")
                    ])
                ),
                answers: [.json(.named("Place"), "The place.")],
                problems: [.conflict]
            ),
            APIOperation(
                "PUT",
                "/v1/places/{place}/lanes/{lane}",
                id: "changeLane",
                "Count, enable, disable or clear a lane",
                about: "What is left out stays as it is.",
                parameters: [place, .path("lane", .text(.lane), "The lane's id in the machine's profile.")],
                body: .json(
                    .object([
                        .optional("count", .integer(0...LaneChange.maximumCount), "Units in it, counted by hand."),
                        .optional(
                            "added",
                            .integer(0...LaneChange.maximumCount),
                            "Units that were put in on top of those; instead of `count`. It counts every time."
                        ),
                        .optional("enabled", .boolean, "Whether it is sold from."),
                        .optional("faulted", .boolean, "`false` after somebody looked at the lane and cleared it."),
                    ])
                ),
                answers: [.json(.named("Place"), "The place.")]
            ),
        ],
        schemas: ["Place": placeSchema, "PlaceChange": placeChange, "Selection": selection]
    )

    private static let selection = JSONSchema.object([
        .required("id", .text(.slug(24)), "What the choice is called in requests; once in a list."),
        .required("name", .text(.line(1...80)), "What the customer reads."),
        .required("lane", .text(.lane), "The lane that holds it."),
        .required("price", .text(.amount), "The price in minor units of the deployment's currency."),
    ])

    private static let placeChange = JSONSchema.object([
        .required("name", .text(.line(1...80)), "What the customer reads."),
        .optional("open", .boolean, "Whether it sells; true when left out."),
        .required(
            "selections",
            .list(of: .named("Selection"), maximum: PlaceChange.maximumSelections),
            "The price list, in the order of the page."
        ),
    ])

    private static let placeSchema = JSONSchema.object([
        .required("place", .text(.slug(48)), "The address."),
        .required("name", .anyText, "What the customer reads."),
        .required("owner", .anyText, "Whose."),
        .optional("machine", .text(.machine), "Which machine delivers."),
        .required("open", .boolean, "Whether it sells."),
        .required("currency", .anyText, "What the prices are in minor units of."),
        .required("selections", .list(of: .named("Selection"), maximum: PlaceChange.maximumSelections), "Price list."),
        .required(
            "lanes",
            .list(
                of: .object([
                    .required("lane", .text(.lane), "The lane."),
                    .required("count", .count, "Units in it."),
                    .required("reserved", .count, "Units of them that open sales are promised."),
                    .required("enabled", .boolean, "Whether it is sold from."),
                    .required("faulted", .boolean, "Whether it is out of order."),
                    .optional("faultReason", .anyText, "Why."),
                ]),
                maximum: 4_096
            ),
            "Its lanes with their stock."
        ),
    ])
}
