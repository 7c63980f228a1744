/// Problem details (RFC 9457), as far as a person needs them.
struct Problem: Decodable, Sendable {
    /// The stable reason.
    var code: String?
    /// The reason in words.
    var title: String?
    /// What happened this time, and what to do next.
    var detail: String?
}
