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
        case delete

        fileprivate var name: HTTPMethod {
            switch self {
            case .get: .GET
            case .post: .POST
            case .put: .PUT
            case .delete: .DELETE
            }
        }
    }

    /// Scheme, host and port.
    let url: String
    /// The operator's token.
    let token: String?
    private let http: HTTPClient
    private let timeoutSeconds: Int64

    private static let maximumBytes = 8 * 1024 * 1024
    /// A stream is ended by whoever reads it.
    private static let streamHours: Int64 = 24 * 365

    /// A client; `shutdown()` ends it.
    /// - Parameters:
    ///   - url: scheme, host and port.
    ///   - certificate: the coordinator's `tls.crt`; nil for the certificates this computer trusts.
    ///   - token: the operator's token.
    ///   - timeoutSeconds: how long an answer may take.
    ///   - followsRedirects: whether it goes where an answer points; `visit` tells where that is when it does not.
    init(
        url: String,
        certificate: String?,
        token: String?,
        timeoutSeconds: Int64 = 15,
        followsRedirects: Bool = true
    ) throws {
        guard url.hasPrefix("https://") || url.hasPrefix("http://127.0.0.1") || url.hasPrefix("http://localhost") else {
            throw CommandError(
                "\(url) is refused: the token would be sent in the open. Use https://.",
                status: .configuration
            )
        }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.token = token
        self.timeoutSeconds = timeoutSeconds
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(timeoutSeconds)
        if !followsRedirects { configuration.redirectConfiguration = .disallow }
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

    /// The answer of a GET, understood.
    func get<Answer: Decodable & Sendable>(_ path: APIPath, as type: Answer.Type = Answer.self) async throws -> Answer {
        try await reply(.get, path, as: type).value
    }

    /// A GET whose answer says nothing but that all is well.
    func check(_ path: APIPath) async throws {
        _ = try await exchange(.get, path, body: nil, accept: "*/*")
    }

    /// What a page answered, whatever it was.
    struct Visit: Sendable {
        /// The status.
        let status: Int
        /// Where it points.
        let location: String?
        /// Its body.
        let bytes: [UInt8]
    }

    /// A GET as a browser makes it, whose answer is looked at whatever it is.
    func visit(_ path: APIPath) async throws -> Visit {
        let request = request(.get, path, accept: "text/html,*/*;q=0.8")
        return try await connected {
            let response = try await http.execute(request, timeout: .seconds(timeoutSeconds))
            return Visit(
                status: Int(response.status.code),
                location: response.headers.first(name: "location"),
                bytes: try await collect(response)
            )
        }
    }

    /// Sends bytes, or nothing, and reads the answer.
    /// - Parameters:
    ///   - contentType: what the bytes are.
    ///   - accepting: the status of a refusal that is an answer too.
    func reply<Answer: Decodable & Sendable>(
        _ method: Method,
        _ path: APIPath,
        bytes: [UInt8]? = nil,
        contentType: String = "application/json",
        accepting status: UInt? = nil,
        as type: Answer.Type = Answer.self
    ) async throws -> Reply<Answer> {
        let answer = try await exchange(method, path, body: bytes, contentType: contentType, accepting: status)
        return Reply(bytes: answer, value: try decode(answer, path))
    }

    /// Sends JSON and reads the answer.
    func reply<Answer: Decodable & Sendable>(
        _ method: Method,
        _ path: APIPath,
        _ body: some Encodable,
        as type: Answer.Type = Answer.self
    ) async throws -> Reply<Answer> {
        try await reply(method, path, bytes: StrictJSON.encode(body), as: type)
    }

    /// Sends JSON and reads the answer, understood.
    func send<Answer: Decodable & Sendable>(
        _ method: Method,
        _ path: APIPath,
        _ body: some Encodable,
        as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try await reply(method, path, body, as: type).value
    }

    /// Sends bytes, or nothing, and gives the answer as it came.
    @discardableResult
    func send(_ method: Method, _ path: APIPath, bytes: [UInt8]? = nil) async throws -> [UInt8] {
        try await exchange(method, path, body: bytes)
    }

    /// Sends JSON and gives the answer as it came.
    @discardableResult
    func send(_ method: Method, _ path: APIPath, _ body: some Encodable) async throws -> [UInt8] {
        try await exchange(method, path, body: StrictJSON.encode(body))
    }

    /// An answer that is taken piece by piece, until it ends or `take` returns false.
    /// - Parameter accept: the media type that is asked for.
    func stream(
        _ method: Method,
        _ path: APIPath,
        accept: String,
        _ take: ([UInt8]) async throws -> Bool
    ) async throws {
        let request = request(method, path, accept: accept)
        let response = try await connected { try await http.execute(request, timeout: .hours(Self.streamHours)) }
        guard (200..<300).contains(response.status.code) else {
            throw refusal(response.status, try await connected { try await collect(response) })
        }
        try await connected {
            for try await piece in response.body {
                guard try await take(Array(piece.readableBytesView)) else { return }
            }
        }
    }

    private func request(_ method: Method, _ path: APIPath, accept: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url + path.description)
        request.method = method.name
        request.headers.add(name: "accept", value: accept)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        return request
    }

    private func exchange(
        _ method: Method,
        _ path: APIPath,
        body: [UInt8]?,
        contentType: String = "application/json",
        accept: String = "application/json",
        accepting accepted: UInt? = nil
    ) async throws -> [UInt8] {
        var request = request(method, path, accept: accept)
        if let body {
            request.headers.add(name: "content-type", value: contentType)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let (status, answer) = try await connected {
            let response = try await http.execute(request, timeout: .seconds(timeoutSeconds))
            return (response.status, try await collect(response))
        }
        guard (200..<300).contains(status.code) || status.code == accepted else { throw refusal(status, answer) }
        return answer
    }

    private func collect(_ response: HTTPClientResponse) async throws -> [UInt8] {
        Array(try await response.body.collect(upTo: Self.maximumBytes).readableBytesView)
    }

    private func connected<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as CancellationError {
            throw error
        } catch let error as CommandError {
            throw error
        } catch let error as HTTPClientError where error == .cancelled {
            throw CancellationError()
        } catch {
            throw ConnectionTrouble.error(error, url: url)
        }
    }

    private func refusal(_ status: HTTPResponseStatus, _ answer: [UInt8]) -> CommandError {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer))
        return Refusal.error(status: Int(status.code), reason: status.reasonPhrase, problem)
    }

    private func decode<Answer: Decodable>(_ bytes: [UInt8], _ path: APIPath) throws -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch {
            throw CommandError(
                "The coordinator's answer to \(path) is not understood; use the programs of one release.",
                cause: "\(error)",
                status: .protocolBroken
            )
        }
    }
}
