extension Answers {
    /// `GET /health`.
    struct Health: Decodable, Sendable {
        /// A part and how it stands.
        struct Component: Decodable, Sendable {
            let name: String
            let status: String
            let critical: Bool
            let detail: String
            let since: Int64
        }

        let status: String
        let components: [Component]
    }
}
