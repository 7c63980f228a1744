/// One parameter of an operation.
package struct APIParameter: Sendable, Hashable {
    /// Where it stands.
    package enum Place: String, Sendable, Hashable {
        /// In the path.
        case path
        /// In the query.
        case query
        /// In the header section.
        case header
    }

    /// Where it stands.
    package let place: Place
    /// Its name.
    package let name: String
    /// What it looks like. In a query or a header, a number or a choice is the text of it.
    package let schema: JSONSchema
    /// What it is.
    package let about: String

    /// A parameter of the path.
    package static func path(_ name: String, _ schema: JSONSchema, _ about: String) -> APIParameter {
        APIParameter(place: .path, name: name, schema: schema, about: about)
    }

    /// A parameter of the query, which may be left out.
    package static func query(_ name: String, _ schema: JSONSchema, _ about: String) -> APIParameter {
        APIParameter(place: .query, name: name, schema: schema, about: about)
    }

    /// A header field, which may be left out.
    package static func header(_ name: String, _ schema: JSONSchema, _ about: String) -> APIParameter {
        APIParameter(place: .header, name: name, schema: schema, about: about)
    }

    /// Most rows of a page.
    package static let limit = query(
        "limit",
        .integer(1...Int64(HTTPLimits.pageRows)),
        "Most rows of the page; \(HTTPLimits.defaultPageRows) when left out."
    )
    /// Where to go on in a list.
    package static let cursor = query(
        "cursor",
        .text(.cursor),
        "`next` of the page before. A cursor belongs to its list."
    )
    /// `Idempotency-Key`, see `IdempotencyKey`.
    package static let idempotencyKey = header(
        "Idempotency-Key",
        .text(.visible(8...HTTPLimits.idempotencyKeyCharacters)),
        "A new random text for each thing to make; the same text with the same request makes it once."
    )
}
