/// One answer of success.
package struct APIAnswer: Sendable {
    /// The status.
    package let status: Int
    /// What it means.
    package let about: String
    /// The body by media type; none when empty.
    package let content: [String: JSONSchema]
    /// Header fields that the answer has besides the usual ones, with what they are.
    package let headers: [String: String]

    /// An answer in JSON.
    package static func json(_ schema: JSONSchema, _ about: String, status: Int = 200) -> APIAnswer {
        APIAnswer(status: status, about: about, content: ["application/json": schema], headers: [:])
    }

    /// "Made": JSON, with the address of what was made in `Location`.
    package static func created(_ schema: JSONSchema, _ about: String) -> APIAnswer {
        APIAnswer(
            status: 201,
            about: about,
            content: ["application/json": schema],
            headers: ["Location": "The path of what was made."]
        )
    }

    /// "Done, nothing to say."
    package static func nothing(_ about: String) -> APIAnswer {
        APIAnswer(status: 204, about: about, content: [:], headers: [:])
    }

    /// An answer that is no JSON.
    package static func text(
        _ mediaType: String,
        _ about: String,
        status: Int = 200,
        headers: [String: String] = [:]
    ) -> APIAnswer {
        APIAnswer(status: status, about: about, content: [mediaType: .anyText], headers: headers)
    }
}
