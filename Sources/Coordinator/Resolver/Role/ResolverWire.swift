import NIOCore
import NIOHTTP1

/// Writes answers as HTTP/1.1 (RFC 9112).
enum ResolverWire {
    /// Writes one answer.
    /// - Parameters:
    ///   - hasBody: whether the content follows; its length is said either way.
    ///   - isKept: whether the connection stays open.
    ///   - stamp: further fields, each with its line's end.
    static func write(
        _ message: ResolverMessage,
        hasBody: Bool,
        isKept: Bool,
        stamp: [UInt8],
        to buffer: inout ByteBuffer
    ) {
        buffer.writeString("HTTP/1.1 ")
        buffer.writeString(statusLine(message.status))
        buffer.writeBytes(ResolverMessage.commonLines)
        for field in message.fields {
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        if message.status != 204 {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(message.body.count))
            buffer.writeStaticString("\r\n")
        }
        if !isKept { buffer.writeStaticString("Connection: close\r\n") }
        buffer.writeBytes(stamp)
        buffer.writeStaticString("\r\n")
        if hasBody { buffer.writeBytes(message.body) }
    }

    private static func statusLine(_ status: Int) -> String {
        if status == 307 { return "307 Temporary Redirect\r\n" }
        return "\(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n"
    }
}
