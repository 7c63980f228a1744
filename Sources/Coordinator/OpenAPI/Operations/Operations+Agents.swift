import Protocol

extension APIFeature {
    private static let envelope = APIBody.envelopeType

    /// The machines' own routes. Their messages are signed envelopes with rules of their own, which the machine's
    /// program implements; this part of the description is for people who read traffic.
    static let agents = APIFeature(
        "agent",
        "Machines speak here, with signed envelopes. Nothing else needs these routes.",
        operations: [
            APIOperation(
                "POST",
                "/v1/agent/enrol",
                id: "enrol",
                "Ask to be enrolled",
                about: "An empty body is answered with 401 and a challenge, the signed request over it with a signed "
                    + "answer.",
                body: .text(envelope, maximumBytes: ProtocolLimits.envelopeBytes),
                answers: [
                    .json(.anyObject, "The deployment's root key, its keyset and a signed answer."),
                    .json(.anyObject, "A challenge to sign.", status: 401),
                ]
            ),
            APIOperation(
                "GET",
                "/v1/agent/keyset",
                id: "getKeyset",
                "The deployment's keys and addresses, signed by its root key",
                answers: [.text(envelope, "The keyset.")]
            ),
            APIOperation(
                "POST",
                "/v1/agent/session",
                id: "openSession",
                "Open a session",
                about:
                    "An empty body is answered with 401 and a challenge, the signed answer to it with a signed grant.",
                body: .text(envelope, maximumBytes: ProtocolLimits.envelopeBytes),
                answers: [
                    .text(envelope, "The grant."),
                    .json(.anyObject, "A challenge to sign.", status: 401),
                ]
            ),
            APIOperation(
                "GET",
                "/v1/agent/commands",
                id: "streamCommands",
                "One long stream of commands and heartbeats",
                parameters: [
                    .query("after", .integer(0...Int64.max), "The last counter that the machine has, 0 at first.")
                ],
                answers: [.text("application/x-ndjson", "Frames, one a line.")]
            ),
            APIOperation(
                "POST",
                "/v1/agent/receipts",
                id: "postReceipts",
                "Hand in signed receipts",
                body: .json(.anyObject, maximumBytes: ProtocolLimits.receiptsPostBytes),
                answers: [.json(.anyObject, "What is stored, and what of it was rejected.")]
            ),
            APIOperation(
                "POST",
                "/v1/agent/telemetry",
                id: "postTelemetry",
                "Hand in measurements",
                body: .json(.anyObject, maximumBytes: ProtocolLimits.telemetryPostBytes),
                answers: [.json(.anyObject, "What was taken.")]
            ),
        ]
    )
}
