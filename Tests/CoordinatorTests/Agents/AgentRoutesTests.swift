import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Agent routes")
struct AgentRoutesTests {
    @Test(.timeLimit(.minutes(2))) func aMachineEnrolsConnectsAndAnswersACommand() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            try await Application(router: site.router, server: .connections).test(.live) { client in
                @Sendable func send(_ path: String, _ body: String, _ token: String = "") async throws
                    -> MachineSite.Answer
                {
                    try await MachineSite.send(.post, path, body, token: token, client)
                }
                var machine = try RecordedMachine()
                let deployment = stand.keys.deployment

                // Ask, be allowed, ask again.
                var reply = try await Self.ask(machine, client)
                #expect(try Self.answer(reply).status == .pending)
                let page = "/v1/machines/\(machine.id)"
                #expect(try await send(page + "/allow", "", site.token).status == 200)
                reply = try await Self.ask(machine, client)
                #expect(try Self.answer(reply).status == .allowed)
                machine.adopt(try Self.answer(reply))

                // Challenge, proof, grant.
                let asked = try await send("/v1/agent/session", "")
                #expect(asked.status == 401)
                let challenge = try asked.json(SessionChallenge.self)
                let opened = try await send(
                    "/v1/agent/session",
                    machine.session(challenge.nonce, deployment: deployment)
                )
                #expect(opened.status == 200)
                let keyset = try Keyset.verify(reply.keyset, root: reply.root)
                let envelope = try Envelope.parse(opened.text, as: .grant)
                let grant = try envelope.verified(by: keyset.key(envelope.keyID, for: .command))
                    .claims(SessionGrant.self)
                machine.ratchet = grant.ratchet

                // The stream is open before the command is there.
                let port = try #require(client.port)
                let stream = try CommandStream(port: port, token: grant.token, after: 0)
                try await eventually("a first heartbeat") { try stream.frames().count == 1 }
                let queued = try await send(page + "/commands", #"{"command":"ping"}"#, site.token)
                #expect(queued.status == 202)
                try await eventually("the command") { try stream.frames().contains { $0.command != nil } }
                let compact = try #require(try stream.frames().compactMap(\.command).first)
                let command = try CommandVerifier(machine: machine.id, incarnation: 1, keyset: keyset).verify(compact)
                #expect(command.body == .ping && command.cnt == 1)

                // Acknowledge and answer.
                let receipt = try machine.receipt(1, answering: command.jti, .pong, deployment: deployment)
                let post = try StrictJSON.encode(ReceiptsPost(inc: 1, counter: 1, items: [receipt]))
                let posted = try await send(
                    "/v1/agent/receipts",
                    String(decoding: post, as: UTF8.self),
                    grant.token
                )
                #expect(try posted.json(ReceiptsReply.self) == ReceiptsReply(through: 1, rejected: []))
                #expect(try await stand.command(command.jti)?.state == "answered")
                let shown = try await MachineSite.send(.get, page, "", token: site.token, client)
                let view = try shown.json(MachineSite.View.self)
                #expect(view.connected && view.commandsReceived == 1 && view.receiptsStored == 1)

                // Out.
                #expect(try await send(page + "/quarantine", #"{"reason":"done"}"#, site.token).status == 200)
                try await eventually("the end of the stream") { try stream.hasEnded() }
                #expect(try await send("/v1/agent/receipts", "{}", grant.token).status == 401)
            }
        }
    }

    /// Asks for a challenge and then to be enrolled.
    private static func ask(_ machine: RecordedMachine, _ client: any TestClientProtocol) async throws -> EnrolmentReply
    {
        let asked = try await MachineSite.send(.post, "/v1/agent/enrol", "", token: "", client)
        #expect(asked.status == 401)
        let request = try machine.enrolment(asked.json(SessionChallenge.self).nonce)
        return try await MachineSite.send(.post, "/v1/agent/enrol", request, token: "", client)
            .json(EnrolmentReply.self)
    }

    private static func answer(_ reply: EnrolmentReply) throws -> EnrolmentAnswer {
        let keyset = try Keyset.verify(reply.keyset, root: reply.root)
        let envelope = try Envelope.parse(reply.answer, as: .enrolled)
        return try envelope.verified(by: keyset.key(envelope.keyID, for: .command)).claims(EnrolmentAnswer.self)
    }

    @Test func refusalsCarryTheirCodeAndStatus() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let deployment = stand.keys.deployment
            let machine = try await stand.allowedMachine()
            let stranger = try RecordedMachine("snack-2")
            func challenge() -> String { stand.sessions.challenge().nonce }
            func check(_ path: String, _ body: String, _ status: Int, _ code: WireCode) async throws {
                let answer = try await site.send(.post, path, body, token: "")
                #expect(answer.status == status && answer.code == code.rawValue, "\(answer.text)")
            }
            try await check("/v1/agent/session", "x", 400, .malformed)
            try await check("/v1/agent/session", try machine.session("x", deployment: deployment), 401, .badChallenge)
            let unknown = try stranger.session(challenge(), deployment: deployment)
            try await check("/v1/agent/session", unknown, 400, .wrongIncarnation)
            let elsewhere = try machine.session(challenge(), deployment: "elsewhere")
            try await check("/v1/agent/session", elsewhere, 400, .wrongAudience)
            let secret = EnrolmentSecret(
                id: String(repeating: "0", count: 16),
                bytes: [UInt8](repeating: 0, count: 16),
                rootFingerprint: deployment
            )
            try await check("/v1/agent/enrol", try stranger.enrolment(challenge(), secret), 403, .badSecret)
            try await check("/v1/agent/enrol", "x", 400, .malformed)
            try await check("/v1/agent/enrol", try stranger.enrolment("x"), 401, .badChallenge)
            try await check("/v1/agent/receipts", "{}", 401, .noSession)
            try await check("/v1/agent/telemetry", "{}", 401, .noSession)
            let stale = try machine.session(challenge(), deployment: deployment) { $0.ratchet = "stale" }
            try await check("/v1/agent/session", stale, 403, .staleRatchet)
            let again = try machine.session(challenge(), deployment: deployment)
            try await check("/v1/agent/session", again, 403, .quarantined)
        }
    }

    @Test func aStreamNeedsACounter() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            let grant = try await stand.open(machine)
            for query in ["", "?after=", "?after=-1", "?after=x", "?after=99999999999999999999"] {
                let answer = try await site.send(.get, "/v1/agent/commands" + query, token: grant.token)
                #expect(answer.status == 400 && answer.code == "invalid", "\(query)")
            }
            #expect(try await site.send(.get, "/v1/agent/commands?after=0", token: "x").status == 401)
        }
    }

    @Test func aHugeBodyIsRefused() async throws {
        try await MachineStand.run { stand in
            let site = try await MachineSite(stand)
            let machine = try await stand.allowedMachine()
            let grant = try await stand.open(machine)
            let cases = [
                ("enrol", ProtocolLimits.envelopeBytes), ("session", ProtocolLimits.envelopeBytes),
                ("receipts", ProtocolLimits.receiptsPostBytes), ("telemetry", ProtocolLimits.telemetryPostBytes),
            ]
            for (path, limit) in cases {
                let body = String(repeating: "x", count: limit + 1)
                let answer = try await site.send(.post, "/v1/agent/\(path)", body, token: grant.token)
                #expect(answer.status == 413, "\(path)")
            }
        }
    }
}
