import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import TestSupport
import Testing

@testable import Coordinator

/// What somebody does with a socket who does not keep to HTTP.
@Suite("Hostile connections", .timeLimit(.minutes(2)))
struct HostileConnectionTests {
    /// Requests in which two readers see two different ends: the second request must never be answered as one of its
    /// own (RFC 9112 section 11.2).
    private static let smuggled: [String] = {
        let hidden = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let start = "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        return [
            "\(start)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(hidden)",
            "\(start)Content-Length: 0\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)",
            "\(start)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n\(hidden)",
            "\(start)Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n\(hidden)",
            "\(start)Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n\(hidden)",
            "\(start)Content-Length: +0\r\n\r\n\(hidden)",
            "\(start)Content-Length: 0x0\r\n\r\n\(hidden)",
            "\(start)Content-Length: 0\r\n folded: yes\r\n\r\n\(hidden)",
            "\(start)X: a\u{0}b\r\nContent-Length: 0\r\n\r\n\(hidden)",
            "\(start)Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n\(hidden)",
        ]
    }()

    private func serve(
        _ pace: RequestPace = RequestPace(),
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let shop = try await Shop.open()
        let router = try shop.coordinator.router()
        try await Application(router: router, server: .connections(pace)).test(.live) { client in
            try await body(try #require(client.port))
        }
        await shop.close()
    }

    /// What comes back until the other side hangs up.
    private static func conversation(_ text: String, port: Int) async throws -> String {
        let client = try PlainClient(port: port)
        client.write(text)
        try await eventually("the connection is closed") {
            _ = client.take()
            return client.hasEnded
        }
        return client.text
    }

    @Test func aSecondRequestInsideAnotherIsNeverAnswered() async throws {
        try await serve(RequestPace(headSeconds: 1, bodySeconds: 1, idleSeconds: 1)) { port in
            let honest = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            #expect(try await Self.conversation(honest, port: port).contains("HTTP/1.1 200"))
            for text in Self.smuggled {
                let answer = try await Self.conversation(text, port: port)
                #expect(!answer.contains("HTTP/1.1 200"), "\(text.debugDescription): \(answer)")
                #expect(!answer.contains("HTTP/1.1 5"), "what a stranger does wrong is no defect of ours: \(answer)")
            }
        }
    }

    @Test func aHeadThatDripsIsCutOff() async throws {
        try await serve(RequestPace(headSeconds: 1, bodySeconds: 60, idleSeconds: 60)) { port in
            let answer = try await Self.conversation("GET /livez HTTP/1.1\r\nHost: local", port: port)
            #expect(!answer.contains("200"))
        }
    }

    @Test func aBodyThatNeverComesIsCutOff() async throws {
        try await serve(RequestPace(headSeconds: 60, bodySeconds: 1, idleSeconds: 60)) { port in
            let head =
                "POST /v1/orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n"
            let answer = try await Self.conversation(head + "{", port: port)
            #expect(!answer.contains("201"))
        }
    }

    @Test func aHeadWithoutEndIsRefused() async throws {
        try await serve(RequestPace(headSeconds: 5, bodySeconds: 5, idleSeconds: 5)) { port in
            let head = "GET /livez HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X-Long: 1234567890\r\n", count: 20_000)
            let answer = try await Self.conversation(head, port: port)
            #expect(!answer.contains("HTTP/1.1 200"))
        }
    }

    /// Nothing that comes in is unpacked: a body is what it is, however small it says that it was packed.
    @Test func aPackedBodyIsNotUnpacked() async throws {
        try await serve { port in
            let bomb = "\u{1F}\u{8B}" + String(repeating: "\u{0}", count: 200)
            let head = """
                POST /v1/orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\
                Connection: close\r\nContent-Length: \(bomb.utf8.count)\r\n\r\n
                """
            let answer = try await Self.conversation(head + bomb, port: port)
            #expect(answer.contains("HTTP/1.1 400") || answer.contains("HTTP/1.1 415"), "\(answer)")
        }
    }
}
