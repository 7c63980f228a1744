import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Talks to a coordinator of our own on loopback, over TLS on connections that stay open.
struct API: Sendable {
    struct Answer: Sendable {
        var status: Int
        var body: [UInt8]
        /// From the request's start to the answer's first bytes, in seconds.
        var firstByteSeconds: Double

        /// The member of a JSON object.
        subscript(name: String) -> Any? {
            let object = try? JSONSerialization.jsonObject(with: Data(body))
            return (object as? [String: Any])?[name]
        }
    }

    let base: String
    var token = ""

    /// Most connections at once; whoever asks next waits.
    static let mostConnections = 128

    private static let client: HTTPClient = {
        var tls = TLSConfiguration.makeClientConfiguration()
        // Whoever listens on the port that we gave out is ours.
        tls.certificateVerification = .none
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = mostConnections
        // Longer than any pause of a benchmark, and short enough that those of a busy time are gone soon after it.
        configuration.connectionPool.idleTimeout = .seconds(5)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Asks and reads the whole answer, whatever its status.
    /// - Parameters:
    ///   - other: a token instead of this one's own.
    ///   - key: the `Idempotency-Key`.
    ///   - timeoutSeconds: how long the answer's head may take.
    func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        token other: String? = nil,
        key: String? = nil,
        timeoutSeconds: Int64 = 30
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        let token = other ?? token
        if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let start = Clock.nanoseconds
        let response = try await Self.client.execute(request, timeout: .seconds(timeoutSeconds))
        let first = Clock.seconds(since: start)
        let bytes = try await response.body.collect(upTo: 8 << 20)
        return Answer(status: Int(response.status.code), body: Array(buffer: bytes), firstByteSeconds: first)
    }

    /// As `ask`, but an answer that is no success is an error.
    @discardableResult
    func must(_ method: HTTPMethod, _ path: String, _ body: String? = nil) async throws -> Answer {
        let answer = try await ask(method, path, body)
        guard (200..<300).contains(answer.status) else {
            throw BenchmarkError(
                "\(method) \(path) answered \(answer.status): \(String(decoding: answer.body.prefix(400), as: UTF8.self))"
            )
        }
        return answer
    }
}
