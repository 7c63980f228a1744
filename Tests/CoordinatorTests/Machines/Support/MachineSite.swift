import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Protocol

@testable import Coordinator

/// The machine half behind HTTP, with the middlewares that the program has.
struct MachineSite {
    struct Answer {
        let status: Int
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var code: String? { (try? json(Problem.self))?.code }

        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try StrictJSON.decode(type, from: body, maximumBytes: 1 << 20)
        }
    }

    /// What `/v1/machines/{machine}` shows and these tests read.
    struct View: Decodable {
        let id: String
        let status: String
        let statusReason: String?
        let connected: Bool
        let commandsIssued: Int64
        let commandsReceived: Int64
        let receiptsStored: Int64
        let profile: String?
        let profileMatches: Bool
    }

    let stand: MachineStand
    let token: String

    init(_ stand: MachineStand, scopes: Set<Scope> = [.machinesRead, .machinesWrite]) async throws {
        self.stand = stand
        token = try await stand.runtime.perform {
            try TokenBook().make(name: "ada", owner: Owner.operator, scopes: scopes, in: $0)
        }
    }

    var router: Router<AppRequestContext> {
        let router = Router(context: AppRequestContext.self)
        router.addGuards(runtime: stand.runtime)
        AgentRoutes(
            enrolment: stand.enrolment,
            sessions: stand.sessions,
            feed: stand.feed,
            receipts: stand.receipts,
            telemetry: stand.telemetry
        ).add(to: router)
        MachineRoutes(
            runtime: stand.runtime,
            directory: stand.directory,
            enrolment: stand.enrolment,
            links: stand.links,
            profileKey: stand.keys.profile
        ).add(to: router)
        return router
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        token: String? = nil
    ) async throws -> Answer {
        let token = token ?? self.token
        return try await Application(router: router).test(.router) { client in
            try await Self.send(method, path, body, token: token, client)
        }
    }

    static func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String,
        token: String,
        _ client: any TestClientProtocol
    ) async throws -> Answer {
        var headers = HTTPFields()
        if !token.isEmpty { headers[.authorization] = "Bearer \(token)" }
        let sent = headers
        return try await client.execute(
            uri: path,
            method: method,
            headers: sent,
            body: ByteBuffer(string: body)
        ) { response in
            Answer(status: response.status.code, body: Array(response.body.readableBytesView))
        }
    }
}
