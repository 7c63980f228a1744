import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Speaks to the browser's driver: HTTP with JSON (w3.org/TR/webdriver2, section 6).
struct WebDriverConnection: Sendable {
    /// Where the driver listens, with the session's path once there is one.
    let base: String

    /// Sends a command and returns what it answers with.
    /// - Throws: `TestSupportError` with the driver's own words; its `code` tells a stale element from a wrong
    ///   selector.
    @discardableResult
    func send(_ method: HTTPMethod, _ path: String, _ body: WebDriverValue? = nil) async throws -> WebDriverValue {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let body {
            request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        }
        let (response, bytes) = try await answer(to: request, "\(method) \(path)")
        let answer = try JSONDecoder().decode(WebDriverValue.self, from: Data(bytes.readableBytesView))
        guard (200..<300).contains(response.status.code) else {
            throw WebDriverError(
                code: answer["value"]["error"].text ?? "unknown error",
                message: "\(method) \(path): \(answer["value"]["message"].text ?? "no reason given")"
            )
        }
        return answer["value"]
    }

    private func answer(to request: HTTPClientRequest, _ what: String) async throws -> (HTTPClientResponse, ByteBuffer)
    {
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
            return (response, try await response.body.collect(upTo: 64 << 20))
        } catch let error as HTTPClientError {
            throw TestSupportError("the browser's driver did not answer \(what): \(error)")
        }
    }
}
