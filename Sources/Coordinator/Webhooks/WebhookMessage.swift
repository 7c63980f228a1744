import Foundation
import Protocol

/// One message: an event on its way to one receiver.
package struct WebhookMessage: Hashable, Sendable {
    /// The event's id; the same for every attempt, so that a receiver can tell a repetition.
    package let id: String
    /// JSON: the event as the API shows it, with `type` and `timestamp` as Standard Webhooks recommends.
    package let body: String
    /// W3C trace context, when the event belongs to a sale.
    package let traceparent: String?

    /// The message of an event.
    package init(_ event: EventLog.Event) throws {
        id = event.id
        traceparent = event.traceparent
        let head = Head(type: event.kind, timestamp: Self.time(event.at))
        // Both are objects with members: the first loses its closing brace, the second its opening one.
        let opening = String(decoding: try StrictJSON.encode(head).dropLast(), as: UTF8.self)
        body = try "\(opening),\(event.json.dropFirst())"
    }

    private struct Head: Encodable {
        let type: String
        let timestamp: String
    }

    /// RFC 3339 with milliseconds.
    private static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// The headers of an attempt at `now`: every secret that is valid signs.
    func headers(at now: Moment, secrets: [WebhookSecret]) -> [(name: String, value: String)] {
        let signatures = secrets.map { $0.signature(id: id, seconds: now.seconds, body: body) }
        var headers = [
            ("content-type", "application/json"), ("user-agent", "mintmark"), ("webhook-id", id),
            ("webhook-timestamp", String(now.seconds)), ("webhook-signature", signatures.joined(separator: " ")),
        ]
        if let traceparent { headers.append(("traceparent", traceparent)) }
        return headers
    }
}
