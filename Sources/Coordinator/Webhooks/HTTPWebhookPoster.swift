import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Speaks HTTP/1.1 to receivers. The name is resolved here, the addresses are checked, and the connection goes to the
/// checked address, so that a name that changes its address in between leads nowhere else.
package struct HTTPWebhookPoster: WebhookPoster {
    let configuration: WebhookConfiguration

    /// Makes a poster.
    package init(configuration: WebhookConfiguration) { self.configuration = configuration }

    package func link(to text: String) async throws(CoordinatorError) -> any WebhookLink {
        let url = try WebhookURL(text, allowPrivate: configuration.allowPrivate)
        var http = HTTPClient.Configuration()
        http.httpVersion = .http1Only
        http.redirectConfiguration = .disallow
        http.timeout.connect = .seconds(configuration.timeoutSeconds)
        if IPAddressBytes.of(url.host) == nil {
            let addresses = try await Self.resolve(url.host)
            for address in addresses { try url.check(address, allowPrivate: configuration.allowPrivate) }
            guard let address = addresses.first.flatMap(IPAddressBytes.text) else {
                throw CoordinatorError(.notReady, "\(url.host) has no address.")
            }
            http.dnsOverride = [url.host: address]
        }
        return HTTPWebhookLink(
            url: text,
            timeoutSeconds: configuration.timeoutSeconds,
            client: HTTPClient(eventLoopGroupProvider: .singleton, configuration: http)
        )
    }

    /// The addresses of a name, IPv4 first. The system's resolver blocks, so it has a thread of its own.
    private static func resolve(_ host: String) async throws(CoordinatorError) -> [[UInt8]] {
        do {
            return try await NIOThreadPool.singleton.runIfActive { try lookUp(host) }
        } catch let error as CoordinatorError {
            throw error
        } catch {
            throw CoordinatorError(.notReady, "\(host) could not be looked up.", cause: "\(error)")
        }
    }

    private static func lookUp(_ host: String) throws(CoordinatorError) -> [[UInt8]] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else {
            throw CoordinatorError(.notReady, "\(host) was not found: \(String(cString: gai_strerror(status))).")
        }
        defer { freeaddrinfo(list) }
        var four: [[UInt8]] = []
        var six: [[UInt8]] = []
        var next = list
        while let entry = next {
            if let bytes = bytes(of: entry.pointee) {
                if bytes.count == 4 { four.append(bytes) } else { six.append(bytes) }
            }
            next = entry.pointee.ai_next
        }
        return four + six
    }

    private static func bytes(of entry: addrinfo) -> [UInt8]? {
        guard let address = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { four in
                withUnsafeBytes(of: four.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                withUnsafeBytes(of: six.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
    }
}

/// A connection to one receiver.
private struct HTTPWebhookLink: WebhookLink {
    let url: String
    let timeoutSeconds: Int64
    let client: HTTPClient

    /// How much of an answer's body is read; the rest is left where it is.
    private static let bodyBytes = 4_096

    func post(_ body: String, headers: [(name: String, value: String)]) async -> WebhookReply {
        do {
            return try await withThrowingTaskGroup(of: WebhookReply?.self) { group in
                group.addTask { try await send(body, headers) }
                group.addTask {
                    try await Task.sleep(for: .seconds(timeoutSeconds))
                    return nil
                }
                defer { group.cancelAll() }
                let first = try await group.next() ?? nil
                return first ?? WebhookReply(.none("nothing came within \(timeoutSeconds) seconds"))
            }
        } catch {
            return WebhookReply(.none("\(error)"))
        }
    }

    func close() async { try? await client.shutdown() }

    private func send(_ body: String, _ headers: [(name: String, value: String)]) async throws -> WebhookReply {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await client.execute(request, timeout: .seconds(timeoutSeconds))
        var said: [UInt8] = []
        for try await part in response.body {
            said += part.readableBytesView.prefix(Self.bodyBytes - said.count)
            if said.count >= Self.bodyBytes { break }
        }
        let retryAfter = response.headers.first(name: "retry-after").flatMap(Int64.init)
        return WebhookReply(
            .status(Int(response.status.code), retryAfterSeconds: retryAfter),
            body: String(decoding: said, as: UTF8.self)
        )
    }
}
