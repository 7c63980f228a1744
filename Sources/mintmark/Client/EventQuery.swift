/// Which events are wanted.
struct EventQuery: Sendable {
    /// Kinds, such as `sale.changed`, or `sale.*` for all that begin so; none for all.
    var kinds: [String] = []
    /// About this sale, machine or place only.
    var subject: String?

    /// The path of the events after a cursor.
    func path(after cursor: String?) -> APIPath {
        APIPath("/v1/events").with("kind", kinds.isEmpty ? nil : kinds.joined(separator: ",")).with("subject", subject)
            .with("after", cursor)
    }
}
