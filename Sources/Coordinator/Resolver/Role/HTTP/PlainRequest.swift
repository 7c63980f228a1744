/// A request as `PlainRequestReader` hands it over: what a resolver looks at, and nothing else.
struct PlainRequest: Sendable, Equatable {
    /// What is asked for; a resolver has no other methods.
    enum Method: Sendable, Equatable {
        case get, head, options, other
    }

    var method: Method
    /// Path and query, also of a request that named the whole address.
    var target: String
    /// The field `Accept`, several as one (RFC 9110 section 5.3); nil without it.
    var accept: String?
    /// The field `Accept-Language`.
    var acceptLanguage: String?
    /// The field `X-Forwarded-For`.
    var forwardedFor: String?
    /// Whether another request may follow on the connection.
    var isKept: Bool
    /// How long the content is that follows and that nobody reads.
    var bodyBytes = 0
}

/// Why bytes are no request that is answered. The connection ends with it, since nobody can tell where the next request
/// would begin. The raw value is the status.
enum PlainRefusal: Int, Error, CaseIterable, Sendable {
    /// Not as RFC 9112 has it, or one of the ways in which two servers read two different requests.
    case malformed = 400
    /// A content without its length before it: no request that is taken here has any.
    case lengthRequired = 411
    /// Too long a content.
    case bodyTooLarge = 413
    /// Too long a first line.
    case targetTooLong = 414
    /// Too many fields, or too long ones.
    case headTooLarge = 431
    /// Another version than 1.1 and 1.0.
    case versionUnsupported = 505

    /// What is wrong, for whoever wrote the client.
    var words: String {
        switch self {
        case .malformed: "The request is not HTTP/1.1 as RFC 9112 has it."
        case .lengthRequired: "Nothing is asked here that has a content; send none, or say its length."
        case .bodyTooLarge: "Nothing is asked here that has a content; send none."
        case .targetTooLong: "The address is too long."
        case .headTooLarge: "The fields are too many, or too long."
        case .versionUnsupported: "Use HTTP/1.1."
        }
    }
}
