import HTTPTypes
package import Hummingbird
import Protocol

/// The answer of a route that made something, as bytes: what a repeated request with the same `Idempotency-Key` gets
/// again.
package struct Created: Sendable, Codable {
    /// The status, 201 or 202.
    package let status: Int
    /// The JSON.
    package let body: String
    /// Where to find what was made, when it has an address.
    package let location: String?

    /// The answer that shows `value`.
    package init(_ value: some Encodable, status: Int = 201, location: String? = nil) throws {
        self.status = status
        body = String(decoding: try StrictJSON.encode(value), as: UTF8.self)
        self.location = location
    }

    /// The answer.
    package var response: Response {
        var response = Response.bytes(
            Array(body.utf8),
            type: "application/json",
            status: HTTPResponse.Status(code: status)
        )
        if let location { response.headers[.location] = location }
        return response
    }
}
