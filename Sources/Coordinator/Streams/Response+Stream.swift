import HTTPTypes
package import Hummingbird
package import NIOCore

extension Response {
    /// An answer that goes on: `next` gives its parts until it gives nil. A part is asked for only when the one before
    /// has gone out, so a slow reader holds the stream back and nothing is heaped up. When the reader goes away, the
    /// task is cancelled.
    package static func stream(
        _ request: Request,
        type: String,
        _ next: @escaping @Sendable () async throws -> ByteBuffer?
    ) -> Response {
        let incoming = request.body
        let body = ResponseBody { writer in
            try await incoming.consumeWithCancellationOnInboundClose { _ in
                while let part = try await next() { try await writer.write(part) }
            }
            try await writer.finish(nil)
        }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: body)
    }
}
