import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Protocol

/// Speaks to a coordinator. It believes only the coordinator's own certificate, which is a file of the coordinator's
/// state; without one, only certificates that this computer trusts.
struct APIClient: Sendable {
    /// What is done to what the path names.
    enum Method {
        case get
        case post
        case put

        fileprivate var name: HTTPMethod {
            switch self {
            case .get: .GET
            case .post: .POST
            case .put: .PUT
            }
        }
    }

    /// Scheme, host and port.
    let url: String
    /// The operator's token.
    let token: String?
    private let http: HTTPClient

    private static let timeoutSeconds: Int64 = 15
    private static let maximumBytes = 8 * 1024 * 1024

    /// A client; `shutdown()` ends it.
    /// - Parameters:
    ///   - url: scheme, host and port.
    ///   - certificate: the coordinator's `tls.crt`; nil for the certificates this computer trusts.
    ///   - token: the operator's token.
    init(url: String, certificate: String?, token: String?) throws {
        guard url.hasPrefix("https://") || url.hasPrefix("http://127.0.0.1") || url.hasPrefix("http://localhost") else {
            throw CommandError("\(url) is refused: the token would be sent in the open. Use https://.")
        }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.token = token
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        if let certificate {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(certificate)
            configuration.tlsConfiguration = tls
        }
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes its connections.
    func shutdown() async {
        try? await http.shutdown()
    }

    /// The answer of a GET.
    func get<Answer: Decodable>(_ path: String, as type: Answer.Type = Answer.self) async throws -> Answer {
        try decode(try await exchange(.get, path, body: nil, headers: [:]), path)
    }

    /// A GET whose answer says nothing but that all is well.
    func check(_ path: String) async throws {
        _ = try await exchange(.get, path, body: nil, headers: [:])
    }

    /// Sends JSON and reads the answer.
    func send<Answer: Decodable>(
        _ method: Method,
        _ path: String,
        _ body: some Encodable,
        headers: [String: String] = [:],
        as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try decode(try await exchange(method, path, body: StrictJSON.encode(body), headers: headers), path)
    }

    /// Sends bytes and passes over the answer.
    func send(_ method: Method, _ path: String, bytes: [UInt8]) async throws {
        _ = try await exchange(method, path, body: bytes, headers: [:])
    }

    /// Sends JSON and passes over the answer.
    func send(_ method: Method, _ path: String, _ body: some Encodable) async throws {
        try await send(method, path, bytes: StrictJSON.encode(body))
    }

    /// Problem details (RFC 9457), as far as a person needs them.
    private struct Problem: Decodable {
        let code: String?
        let title: String?
        let detail: String?
    }

    private func exchange(
        _ method: Method,
        _ path: String,
        body: [UInt8]?,
        headers: [String: String]
    ) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: url + path)
        request.method = method.name
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let status: HTTPResponseStatus
        let answer: [UInt8]
        do {
            let response = try await http.execute(request, timeout: .seconds(Self.timeoutSeconds))
            status = response.status
            answer = Array(try await response.body.collect(upTo: Self.maximumBytes).readableBytesView)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw CommandError(
                "The coordinator at \(url) could not be asked; does it run, and is it this address?",
                cause: "\(error)"
            )
        }
        guard (200..<300).contains(status.code) else { throw refusal(status, answer) }
        return answer
    }

    private func refusal(_ status: HTTPResponseStatus, _ answer: [UInt8]) -> CommandError {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer))
        return CommandError(
            problem?.detail ?? problem?.title ?? "The coordinator answered \(status.code) \(status.reasonPhrase).",
            cause: problem?.code
        )
    }

    private func decode<Answer: Decodable>(_ bytes: [UInt8], _ path: String) throws -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch {
            throw CommandError(
                "The coordinator's answer to \(path) is not understood; use the programs of one release.",
                cause: "\(error)"
            )
        }
    }
}
