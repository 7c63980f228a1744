import Foundation
import TestSupport
import Testing

/// One sale, followed by its trace id through both programs and the books.
@Suite("Traces", .timeLimit(.minutes(5)))
struct TraceTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"

    @Test func oneSaleHasOneTraceFromTheOrderToTheBooks() async throws {
        let stand = try await Stand.start()
        let order = try await stand.patient {
            try await stand.api.asStranger.post(
                "/v1/orders",
                #"{"place":"lobby","selection":"a1"}"#,
                key: "trace-test-key-1",
                headers: ["traceparent": "00-\(Self.trace)-b7ad6b7169203331-01"]
            )
        }
        let id = order["id"].text
        try await stand.pay(id)
        try await stand.customer(of: id, reads: "delivered")

        let answer = try await stand.api.get("/v1/ledger/transfers?sale=\(id)")
        let transfers = answer["transfers"].list
        #expect(transfers.count >= 2)
        #expect(transfers.allSatisfy { $0["traceparent"].text.hasPrefix("00-\(Self.trace)-") })
        #expect(transfers.allSatisfy { !$0["traceparent"].text.contains("b7ad6b7169203331") }, "a step of its own")

        try await eventually("the agent wrote that its receipt was acknowledged", timeoutSeconds: 30) {
            stand.agentLines.contains { $0.contains("receipts.acknowledged") }
        }
        let coordinator = try Self.codes(of: stand.coordinator().lines)
        #expect(
            coordinator.isSuperset(of: [
                "order.created", "sighting.seen", "command.queued", "command.sent", "receipt.stored",
                "transfers.posted",
            ]),
            "\(coordinator)"
        )
        let agent = try Self.codes(of: stand.agentLines)
        #expect(
            agent.isSuperset(of: ["command.received", "intent.committed", "delivery.ended", "receipt.written"]),
            "\(agent)"
        )
    }

    @Test func aWrongTraceIsIgnoredAndTheSaleGetsItsOwn() async throws {
        let stand = try await Stand.start()
        let order = try await stand.patient {
            try await stand.api.asStranger.post(
                "/v1/orders",
                #"{"place":"lobby","selection":"a1"}"#,
                key: "trace-test-key-2",
                headers: ["traceparent": "00-\(Self.trace)-0000000000000000-01"]
            )
        }
        let id = order["id"].text
        try await stand.pay(id)
        try await stand.customer(of: id, reads: "delivered")
        let transfers = try await stand.api.get("/v1/ledger/transfers?sale=\(id)")["transfers"].list
        let traces = Set(transfers.map { String($0["traceparent"].text.prefix(35)) })
        #expect(traces.count == 1 && !traces.contains("00-\(Self.trace)"), "\(traces)")
        #expect(try Self.codes(of: stand.coordinator().lines).isEmpty)
    }

    /// The codes of the lines that carry the trace id; every line of a log has to be JSON.
    private static func codes(of lines: [String]) throws -> Set<String> {
        let decoded = try lines.filter { $0.hasPrefix("{") }.map { line in
            try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
        }
        try #require(!decoded.isEmpty, "no line of the log is JSON")
        return Set(decoded.filter { $0["trace_id"].text == trace }.map { $0["code"].text })
    }
}
