import HTTPTypes
package import Hummingbird
import NIOCore
package import Protocol

extension Response {
    /// A JSON answer.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        bytes(try StrictJSON.encode(value), type: "application/json", status: status)
    }

    /// Problem details (RFC 9457).
    package static func problem(_ problem: Problem) -> Response {
        // A problem has texts and a number: encoding it can't fail.
        let body = (try? StrictJSON.encode(ProblemDetails(problem))) ?? []
        return bytes(body, type: "application/problem+json", status: HTTPResponse.Status(code: problem.status))
    }

    /// An answer of `body`, never stored by caches: every answer of the API is of the moment.
    package static func bytes(
        _ body: [UInt8],
        type: String,
        status: HTTPResponse.Status = .ok,
        cache: String = "no-store"
    ) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = cache
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// "Done, nothing to say."
    package static var noContent: Response { Response(status: .noContent) }
}
