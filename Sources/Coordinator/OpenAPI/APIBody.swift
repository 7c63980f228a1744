/// The body that an operation reads.
package struct APIBody: Sendable {
    /// The media type of a signed envelope (RFC 7515 section 9.2.1).
    static let envelopeType = "application/jose"

    /// What it looks like.
    package let schema: JSONSchema
    /// Its media type.
    package let mediaType: String
    /// Other media types that may be sent instead.
    package var others: [String] = []
    /// Most bytes.
    package let maximumBytes: Int

    /// A JSON body.
    package static func json(_ schema: JSONSchema, maximumBytes: Int = HTTPLimits.bodyBytes) -> APIBody {
        APIBody(schema: schema, mediaType: "application/json", maximumBytes: maximumBytes)
    }

    /// A body that is no JSON, such as a signed envelope.
    package static func text(_ mediaType: String, or others: [String] = [], maximumBytes: Int) -> APIBody {
        APIBody(schema: .anyText, mediaType: mediaType, others: others, maximumBytes: maximumBytes)
    }

    /// Whether this program checks it against its schema before the route sees it.
    package var isJSON: Bool { mediaType == "application/json" }
}
