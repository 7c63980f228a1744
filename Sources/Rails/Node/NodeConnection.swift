import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization

/// Carries batches of calls to one node over HTTP and brings the answers back.
final class NodeConnection: Sendable {
    /// More calls than this go in several requests.
    private static let callsPerRequest = 200

    private let configuration: NodeConfiguration
    private let address: String
    private let client: HTTPClient
    private let authorization = Mutex<String?>(nil)

    /// Nothing is connected yet. Throws `badConfiguration` for a URL that is none.
    init(_ configuration: NodeConfiguration) throws(RailError) {
        guard let url = URL(string: configuration.url), let scheme = url.scheme, ["http", "https"].contains(scheme),
            url.host()?.isEmpty == false, url.user() == nil, url.query() == nil
        else {
            throw RailError(
                .badConfiguration,
                "Rail \(configuration.id): the node's URL must look like http://127.0.0.1:9332, without user or query."
            )
        }
        self.configuration = configuration
        var base = configuration.url
        while base.last == "/" { base.removeLast() }
        address = base + "/wallet/" + Self.escaped(configuration.wallet)
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
        settings.timeout.connect = .milliseconds(min(configuration.timeoutMilliseconds, 3_000))
        // A node that is down must be reported at once, not after a silent minute of attempts.
        settings.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: settings)
    }

    deinit {
        client.shutdown { _ in }
    }

    /// Sends all calls and returns as many answers in the same order. Throws what went wrong on the way; a refusal by
    /// the node is an answer, not an error.
    func ask(_ calls: [NodeCall]) async throws(RailError) -> [NodeAnswer] {
        var answers: [NodeAnswer] = []
        var rest = calls[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.callsPerRequest))
            rest = rest.dropFirst(part.count)
            let body = try await post(NodeCall.written(part))
            answers += try NodeAnswer.read(body, count: part.count)
        }
        return answers
    }

    private func post(_ body: String) async throws(RailError) -> [UInt8] {
        var (status, answer) = try await send(body, authorization: try currentAuthorization())
        if status == 401, case .cookieFile = configuration.credentials {
            authorization.withLock { $0 = nil }
            (status, answer) = try await send(body, authorization: try currentAuthorization())
        }
        // Nodes before Core 28 answer refusals with 404 or 500 and a JSON body.
        guard status == 200 || ([404, 500].contains(status) && answer.first.map { "[{".utf8.contains($0) } == true)
        else {
            throw RailError(httpStatus: status, wallet: configuration.wallet)
        }
        return answer
    }

    private func send(_ body: String, authorization: String) async throws(RailError) -> (UInt, [UInt8]) {
        let request = request(body, authorization: authorization)
        let (client, configuration) = (client, configuration)
        do {
            return try await withThrowingTaskGroup(of: (UInt, [UInt8]).self) { group in
                group.addTask {
                    let response = try await client.execute(request, timeout: .seconds(3_600))
                    let body = try await response.body.collect(upTo: configuration.maximumAnswerBytes)
                    return (response.status.code, Array(body.readableBytesView))
                }
                group.addTask {
                    try await Task.sleep(for: .milliseconds(configuration.timeoutMilliseconds))
                    throw RailError(.timedOut, "The node at \(configuration.url) did not answer in time; try again.")
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw CancellationError() }
                return first
            }
        } catch {
            throw Self.failure(error, configuration)
        }
    }

    private func request(_ body: String, authorization: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "authorization", value: authorization)
        // An idle connection would hold up the node's shutdown for half a minute, and might be closed just as it is
        // reused.
        request.headers.add(name: "connection", value: "close")
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: body))
        return request
    }

    private static func failure(_ error: any Error, _ configuration: NodeConfiguration) -> RailError {
        switch error {
        case let error as RailError:
            error
        case is NIOTooManyBytesError:
            RailError(
                .responseTooLarge,
                "The node's answer is larger than \(configuration.maximumAnswerBytes) bytes: raise maximumAnswerBytes."
            )
        default:
            RailError(
                .unreachable,
                "No node answers at \(configuration.url): is it running, with server=1 and this rpcport?",
                cause: String(describing: error)
            )
        }
    }

    private func currentAuthorization() throws(RailError) -> String {
        if let known = authorization.withLock({ $0 }) { return known }
        let made = "Basic " + Data(try userAndPassword().utf8).base64EncodedString()
        authorization.withLock { $0 = made }
        return made
    }

    private func userAndPassword() throws(RailError) -> String {
        switch configuration.credentials {
        case .password(let user, let password):
            return user + ":" + password
        case .cookieFile(let path):
            do {
                let cookie = try String(contentsOfFile: path, encoding: .utf8)
                return String(cookie.prefix { !$0.isNewline }.prefix(512))
            } catch {
                throw RailError(
                    .badCredentials,
                    "The node's cookie file \(path) cannot be read: is the node running, and may this user read it?",
                    cause: String(describing: error)
                )
            }
        }
    }

    /// Percent-encodes what RFC 3986 does not allow in a path segment.
    private static func escaped(_ segment: String) -> String {
        segment.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                return String(character)
            }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
