import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Coordinator

@Suite("Webhook poster", .timeLimit(.minutes(1)))
struct HTTPWebhookPosterTests {
    private static let configuration: WebhookConfiguration = {
        var configuration = WebhookConfiguration()
        configuration.allowPrivate = true
        configuration.timeoutSeconds = 50
        return configuration
    }()

    private static let impatient: WebhookConfiguration = {
        var configuration = Self.configuration
        configuration.timeoutSeconds = 1
        return configuration
    }()

    /// A receiver on loopback that behaves as its path says.
    private static func withReceiver(_ body: @Sendable @escaping (Int) async throws -> Void) async throws {
        let router = Router()
        router.post("/taken") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            return "\(request.headers[.contentType] ?? "") \(String(buffer: body))"
        }
        router.post("/moved") { _, _ in
            Response(status: .temporaryRedirect, headers: [.location: "/taken"])
        }
        router.post("/busy") { _, _ -> Response in
            var headers = HTTPFields()
            headers[.retryAfter] = "7"
            return Response(status: .serviceUnavailable, headers: headers)
        }
        router.post("/endless") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true { try await writer.write(ByteBuffer(repeating: 0x41, count: 65_536)) }
                }
            )
        }
        router.post("/slow") { _, _ in
            try await Task.sleep(for: .seconds(30))
            return "late"
        }
        router.post("/drip") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(string: "."))
                        try await Task.sleep(for: .milliseconds(200))
                    }
                }
            )
        }
        try await Application(router: router, server: .connections).test(.live) { client in
            try await body(#require(client.port))
        }
    }

    private static func post(_ url: String, configuration: WebhookConfiguration = configuration) async throws
        -> WebhookReply
    {
        let link = try await HTTPWebhookPoster(configuration: configuration).link(to: url)
        let reply = await link.post("{}", headers: [("content-type", "application/json")])
        await link.close()
        return reply
    }

    @Test func sendsTheBodyAndTellsTheAnswer() async throws {
        try await Self.withReceiver { port in
            for host in ["127.0.0.1", "localhost", "LocalHost", "2130706433"] {
                let reply = try await Self.post("http://\(host):\(port)/taken")
                #expect(reply == WebhookReply(.status(200, retryAfterSeconds: nil), body: "application/json {}"))
            }
            let busy = try await Self.post("http://127.0.0.1:\(port)/busy")
            #expect(busy.answer == .status(503, retryAfterSeconds: 7))
        }
    }

    @Test func followsNoRedirect() async throws {
        try await Self.withReceiver { port in
            let reply = try await Self.post("http://127.0.0.1:\(port)/moved")
            #expect(reply.answer == .status(307, retryAfterSeconds: nil))
        }
    }

    @Test func readsOnlyTheBeginningOfAnAnswer() async throws {
        try await Self.withReceiver { port in
            let reply = try await Self.post("http://127.0.0.1:\(port)/endless")
            #expect(reply.answer == .status(200, retryAfterSeconds: nil))
            #expect(reply.body.utf8.count == 4_096)
        }
    }

    @Test func doesNotWaitForASlowReceiver() async throws {
        try await Self.withReceiver { port in
            for path in ["slow", "drip"] {
                let reply = try await Self.post("http://127.0.0.1:\(port)/\(path)", configuration: Self.impatient)
                guard case .none = reply.answer else {
                    Issue.record("\(path): \(reply)")
                    return
                }
            }
        }
    }

    @Test func aReceiverThatIsNotThereIsNoAnswer() async throws {
        let port = try BoundPort()
        let reply = try await Self.post("http://127.0.0.1:\(port.number)/")
        guard case .none = reply.answer else {
            Issue.record("\(reply)")
            return
        }
    }

    /// None of these names looks private; what they lead to is.
    @Test(arguments: ["2130706433", "0x7f.1", "127.1"])
    func theAddressBehindANameIsChecked(_ host: String) async throws {
        var configuration = Self.configuration
        configuration.allowPrivate = false
        let poster = HTTPWebhookPoster(configuration: configuration)
        do throws(CoordinatorError) {
            _ = try await poster.link(to: "https://\(host)/")
            Issue.record("\(host) was taken")
        } catch {
            #expect(error.code == .invalid && error.message.contains("127.0.0.1"), "\(error)")
        }
    }

    @Test func aNameThatIsNoneIsNotFound() async throws {
        await #expect(throws: CoordinatorError(.notReady, "")) {
            _ = try await HTTPWebhookPoster(configuration: Self.configuration).link(to: "https://nowhere.invalid/")
        }
    }
}
