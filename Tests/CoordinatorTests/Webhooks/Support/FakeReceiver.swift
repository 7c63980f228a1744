import Protocol
import Synchronization
import TestSupport

@testable import Coordinator

/// A receiver without a network: it is up or down, remembers what it accepted, and answers as a test says.
final class FakeReceiver: WebhookPoster {
    struct Message: Sendable {
        let url: String
        let id: String
        let seconds: Int64
        let signatures: [String]
        let body: String
        let kind: String
    }

    private struct Body: Decodable { let kind: String }

    private struct State {
        var isUp = true
        var accepted: [Message] = []
        var attempts = 0
        var answer: @Sendable (Message) async -> WebhookAnswer = { _ in .status(204, retryAfterSeconds: nil) }
    }

    private let state = Mutex(State())

    /// Whether it can be reached.
    var isUp: Bool {
        get { state.withLock { $0.isUp } }
        set { state.withLock { $0.isUp = newValue } }
    }

    /// What it answered 2xx, in the order of arrival.
    var accepted: [Message] { state.withLock { $0.accepted } }

    /// How often something was sent, or tried to.
    var attempts: Int { state.withLock { $0.attempts } }

    /// How it answers from now on.
    func answers(_ answer: @escaping @Sendable (Message) async -> WebhookAnswer) {
        state.withLock { $0.answer = answer }
    }

    func link(to url: String) async throws(CoordinatorError) -> any WebhookLink { Link(receiver: self, url: url) }

    private struct Link: WebhookLink {
        let receiver: FakeReceiver
        let url: String

        func post(_ body: String, headers: [(name: String, value: String)]) async -> WebhookReply {
            await receiver.receive(body, headers, url: url)
        }

        func close() async {}
    }

    private func receive(_ body: String, _ headers: [(name: String, value: String)], url: String) async -> WebhookReply
    {
        let values = Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let (isUp, answer) = state.withLock { state in
            state.attempts += 1
            return (state.isUp, state.answer)
        }
        guard isUp else { return WebhookReply(.none("connection refused")) }
        let kind = try? StrictJSON.decode(Body.self, from: Array(body.utf8), maximumBytes: 1 << 20).kind
        let message = Message(
            url: url,
            id: values["webhook-id"] ?? "",
            seconds: values["webhook-timestamp"].flatMap(Int64.init) ?? 0,
            signatures: values["webhook-signature"]?.split(separator: " ").map(String.init) ?? [],
            body: body,
            kind: kind ?? ""
        )
        let reply = await answer(message)
        if case .status(200..<300, _) = reply { state.withLock { $0.accepted.append(message) } }
        return WebhookReply(reply, body: "said")
    }
}
