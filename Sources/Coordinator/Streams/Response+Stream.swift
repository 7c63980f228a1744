import HTTPTypes
package import Hummingbird
package import NIOCore

extension Response {
    /// An answer that goes on: `next` gives its parts until it gives nil. A part is asked for only when the one before
    /// has gone out, so a slow reader holds the stream back and nothing is heaped up. When the reader goes away, the
    /// task is cancelled.
    package static func stream(
        to connection: any Channel,
        type: String,
        _ next: @escaping @Sendable () async throws -> ByteBuffer?
    ) -> Response {
        let body = ResponseBody { writer in
            let reader = await ReaderPresence(connection)
            while let part = try await reader.whilePresent(next) { try await writer.write(part) }
            try await writer.finish(nil)
        }
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: body)
    }
}
