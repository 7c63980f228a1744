import Protocol

extension EventLog.Event {
    /// The event as the API, the stream and the webhooks show it: one JSON object on one line.
    package var json: String {
        get throws {
            let head = Head(
                id: id,
                cursor: cursor,
                kind: kind,
                subject: subject,
                owner: owner,
                at: at,
                traceparent: traceparent
            )
            // The data are JSON text already. The head has members, so its last character is a brace.
            return String(decoding: try StrictJSON.encode(head).dropLast(), as: UTF8.self) + ",\"data\":\(data)}"
        }
    }

    /// An event without its data.
    private struct Head: Encodable {
        let id: String
        let cursor: String
        let kind: String
        let subject: String
        let owner: String
        let at: Int64
        let traceparent: String?
    }
}
