extension Answers {
    /// `GET /v1/events`.
    struct Events: Decodable, Sendable {
        let events: [Event]
        let next: String?
    }

    /// One event; its data as far as it is text.
    struct Event: Decodable, Sendable {
        let cursor: String
        let kind: String
        let subject: String
        let owner: String
        let at: Int64
        let traceparent: String?
        let data: [String: Text]

        /// The data without the texts that are empty.
        var facts: [String: String] { data.compactMapValues(\.text).filter { !$0.value.isEmpty } }
    }

    /// `GET /v1/alarms`.
    struct Alarms: Decodable, Sendable {
        /// Something that a person must see.
        struct Alarm: Decodable, Sendable {
            let id: String
            let code: String
            let subject: String
            let text: String
            let raisedAt: Int64
            let count: Int64
            let acknowledgedAt: Int64?
        }

        let alarms: [Alarm]
        let next: String?
    }
}
