import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import TestSupport

/// Talks to a coordinator on loopback. The machine side of TLS is what these tests are about; this side trusts whoever
/// listens on the port that the test gave out.
struct API: Sendable {
    struct Answer: Sendable {
        var status: Int
        var json: JSONValue
        var text: String
        /// Where it points.
        var location: String?
    }

    let base: String
    let token: String
    /// Whether it goes where an answer points.
    var followsRedirects = true

    private static let client = makeClient(.follow(max: 5, allowCycles: false))
    private static let standingClient = makeClient(.disallow)

    private static func makeClient(_ redirects: HTTPClient.Configuration.RedirectConfiguration) -> HTTPClient {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        return HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: redirects)
        )
    }

    /// The same coordinator, asked by somebody without a token.
    var asStranger: API { API(base: base, token: "") }

    /// The same, asked by somebody who scans a unit and looks where its link leads.
    var asScanner: API { API(base: base, token: "", followsRedirects: false) }

    func call(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if !token.isEmpty { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        request.headers.add(name: "connection", value: "close")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await (followsRedirects ? Self.client : Self.standingClient)
            .execute(request, timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 4 << 20)
        let text = String(buffer: bytes)
        let json = (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .null
        let location = response.headers.first(name: "location")
        return Answer(status: Int(response.status.code), json: json, text: text, location: location)
    }

    /// The JSON of an answer that must be a success.
    func get(_ path: String) async throws -> JSONValue { try await must(call(.GET, path), path) }

    func post(
        _ path: String,
        _ body: String,
        key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> JSONValue {
        try await must(call(.POST, path, body, key: key, headers: headers), path)
    }

    func put(_ path: String, _ body: String) async throws -> JSONValue { try await must(call(.PUT, path, body), path) }

    private func must(_ answer: Answer, _ path: String) throws -> JSONValue {
        guard (200..<300).contains(answer.status) else {
            throw TestSupportError("\(path) answered \(answer.status): \(answer.text)")
        }
        return answer.json
    }
}
