extension APIFeature {
    private static let parameters: [APIParameter] = [
        .path("place", .text(.slug(48)), "The place's address."),
        .path("selection", .text(.slug(24)), "The selection's id."),
    ]

    /// Pictures of what places sell.
    static let pictures = APIFeature(
        "pictures",
        "Pictures: what a selection looks like on the customers' page.",
        operations: [
            APIOperation(
                "PUT",
                "/v1/places/{place}/selections/{selection}/picture",
                id: "putPicture",
                "Give a selection a picture",
                about:
                    "The body is the file: PNG, JPEG or WebP, whatever its name. It stays when the price list changes.",
                parameters: parameters,
                body: .text("image/*", maximumBytes: SelectionPicture.maximumBytes),
                answers: [.nothing("Customers see it from now on.")]
            ),
            APIOperation(
                "DELETE",
                "/v1/places/{place}/selections/{selection}/picture",
                id: "deletePicture",
                "Take a selection's picture away",
                about: "A selection without one is no error.",
                parameters: parameters,
                answers: [.nothing("It has none.")]
            ),
        ]
    )
}
