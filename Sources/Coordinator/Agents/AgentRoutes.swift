import HTTPTypes
package import Hummingbird
import NIOCore
import Protocol

/// The machines' routes: decode, call, encode.
package struct AgentRoutes: Sendable {
    let enrolment: EnrolmentService
    let sessions: SessionService
    let feed: CommandFeed
    let receipts: ReceiptService
    let telemetry: TelemetryService

    /// Adds the routes.
    package func add(to router: Router<AppRequestContext>) {
        router.post("/v1/agent/enrol") { request, _ in
            let body = try await request.bytes(limit: ProtocolLimits.envelopeBytes)
            if body.isEmpty { return try Self.challenge(enrolment.challenge()) }
            return try await Response.json(enrolment.enrol(String(decoding: body, as: UTF8.self)))
        }
        router.get("/v1/agent/keyset") { _, _ in
            Response.bytes(Array(enrolment.keyset.compact.utf8), type: APIBody.envelopeType)
        }
        router.post("/v1/agent/session") { request, _ in
            let body = try await request.bytes(limit: ProtocolLimits.envelopeBytes)
            if body.isEmpty { return try Self.challenge(sessions.challenge()) }
            let grant = try await sessions.open(String(decoding: body, as: UTF8.self))
            return Response.bytes(Array(grant.utf8), type: APIBody.envelopeType)
        }
        router.get("/v1/agent/commands") { request, _ in
            try await stream(request)
        }
        router.post("/v1/agent/receipts") { request, _ in
            let session = try await sessions.authorise(Self.token(request))
            let body = try await request.bytes(limit: ProtocolLimits.receiptsPostBytes)
            let reply = try await receipts.take(body, from: session)
            let answer = try Response.json(reply)
            return answer
        }
        router.post("/v1/agent/telemetry") { request, _ in
            let session = try await sessions.authorise(Self.token(request))
            let body = try await request.bytes(limit: ProtocolLimits.telemetryPostBytes)
            return try await Response.json(telemetry.take(body, from: session))
        }
    }

    private static func challenge(_ challenge: SessionChallenge) throws -> Response {
        var answer = try Response.json(challenge, status: .unauthorized)
        // RFC 9110 section 15.5.2: every 401 names a scheme. Here it is that of the session's token.
        answer.headers[.wwwAuthenticate] = "Bearer"
        return answer
    }

    private func stream(_ request: Request) async throws -> Response {
        let session = try await sessions.authorise(Self.token(request))
        guard let after = request.query("after").flatMap(Int64.init), after >= 0 else {
            throw CoordinatorError(.invalid, "after must be the last counter that the machine has, 0 at first.")
        }
        let feed = feed
        var headers = HTTPFields()
        headers[.contentType] = "application/x-ndjson"
        headers[.cacheControl] = "no-store"
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                var reader = try await feed.open(session, after: after)
                defer { reader.close() }
                while let line = try await reader.next() { try await writer.write(ByteBuffer(string: line)) }
                try await writer.finish(nil)
            }
        )
    }

    private static func token(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
        return String(header.dropFirst("Bearer ".count))
    }
}
