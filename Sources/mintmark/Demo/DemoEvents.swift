import Supervision

/// The coordinator's events as the demo reads them.
struct DemoEvents: Sendable {
    let client: APIClient

    /// All events after a cursor, oldest first; what one transaction told at once is told cause first.
    func all(after start: String?) async throws -> [Answers.Event] {
        var cursor = start
        var all: [Answers.Event] = []
        while true {
            let page = try await page(after: cursor)
            all += page.events
            guard !page.events.isEmpty else { return all }
            cursor = page.next
        }
    }

    /// Where the events end by now.
    func lastCursor() async throws -> String? {
        var cursor: String?
        while true {
            let page = try await page(after: cursor)
            guard !page.events.isEmpty else { return cursor }
            cursor = page.next
        }
    }

    private func page(after cursor: String?) async throws -> Answers.Events {
        try await client.get(EventQuery().path(after: cursor).with("limit", PageOptions.most), as: Answers.Events.self)
    }

    /// The second field of a W3C trace context: the same for an order, its commands and their receipts.
    static func traceID(_ traceparent: String) -> Substring {
        traceparent.split(separator: "-").dropFirst().first ?? ""
    }
}
