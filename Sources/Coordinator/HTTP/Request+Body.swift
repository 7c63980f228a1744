package import Hummingbird
import NIOCore
import Protocol

extension Request {
    /// The body, decoded by the strict reader.
    /// - Throws: `invalid` when it is not a `Value`, `limit` when it is too large.
    package func json<Value: Decodable>(_ type: Value.Type, limit: Int = HTTPLimits.bodyBytes) async throws -> Value {
        let bytes = try await bytes(limit: limit)
        do {
            return try StrictJSON.decode(type, from: bytes, maximumBytes: limit)
        } catch let error {
            throw CoordinatorError(
                .invalid,
                "The body is not the JSON this route takes: \(error.message)",
                cause: error.cause
            )
        }
    }

    /// The whole body.
    /// - Throws: `limit` when it is too large; it is never read further than that.
    package func bytes(limit: Int = HTTPLimits.bodyBytes) async throws -> [UInt8] {
        do {
            let buffer = try await body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw CoordinatorError(.limit, "The body has more than \(limit) bytes; send less.")
        }
    }

    /// The fields of a form (`application/x-www-form-urlencoded`).
    /// - Throws: `invalid`, `limit`.
    package func form() async throws -> [String: String] {
        try FormFields.read(try await bytes())
    }

    /// The `limit` of a list, within bounds.
    /// - Throws: `invalid` when it is not a number of rows.
    package func pageLimit() throws -> Int {
        try query("limit").map(HTTPLimits.rows(of:)) ?? HTTPLimits.defaultPageRows
    }
}
