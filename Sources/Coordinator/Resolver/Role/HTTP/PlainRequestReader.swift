import NIOCore

/// Reads requests of HTTP/1.1 and 1.0 (RFC 9112) for a resolver, which looks at five fields and at no content.
///
/// It is strict, because it may stand behind a proxy that reads the same bytes: what another server could take for a
/// different request is refused. Lines end with CR LF and nothing else; no folded lines; no space before a colon; one
/// `Host`; one `Content-Length`, in digits; no `Transfer-Encoding`. A value: bytes go in, requests come out.
struct PlainRequestReader {
    /// What the bytes make.
    enum Step: Equatable {
        /// No whole request yet.
        case needsMore
        /// The next request. Its content, if any, is thrown away by the calls that follow.
        case request(PlainRequest)
        /// The connection has to end.
        case refusal(PlainRefusal)
    }

    /// Longest head of a request, in bytes: its first line and its fields.
    static let maximumHeadBytes = 16_384
    /// Most fields.
    static let maximumFields = 100

    private static let (tab, lf, cr, space) = (UInt8(0x09), UInt8(0x0A), UInt8(0x0D), UInt8(0x20))

    /// The head under way; nil before its first line.
    private var head: HeadUnderWay?
    /// How many bytes of the line under way are known not to end it.
    private var scanned = 0
    /// How many bytes the lines before it had.
    private var headBytes = 0
    /// How much of the last request's content is still to come.
    private var bodyLeft = 0
    private var hasSkippedLine = false
    private var refusal: PlainRefusal?

    /// Whether a request, or its content, has begun and is not whole.
    var isUnderWay: Bool { head != nil || scanned > 0 || bodyLeft > 0 }

    /// Takes what it can from the buffer's beginning. Call it again until it needs more.
    mutating func next(in buffer: inout ByteBuffer) -> Step {
        if let refusal { return .refusal(refusal) }
        if bodyLeft > 0 {
            let count = min(bodyLeft, buffer.readableBytes)
            buffer.moveReaderIndex(forwardBy: count)
            bodyLeft -= count
            if bodyLeft > 0 { return .needsMore }
        }
        do throws(PlainRefusal) {
            var used = 0
            let request = try readLines(buffer.readableBytesUInt8Span, &used)
            buffer.moveReaderIndex(forwardBy: used)
            return request.map(Step.request) ?? .needsMore
        } catch {
            refusal = error
            return .refusal(error)
        }
    }

    private mutating func readLines(_ bytes: Span<UInt8>, _ used: inout Int) throws(PlainRefusal) -> PlainRequest? {
        while let end = try endOfLine(bytes, from: used) {
            let line = bytes.extracting(used..<end)
            used = end + 2
            headBytes += line.count + 2
            guard headBytes <= Self.maximumHeadBytes else { throw head == nil ? .targetTooLong : .headTooLarge }
            scanned = 0
            if let request = try take(line) {
                bodyLeft = request.bodyBytes
                (head, headBytes, hasSkippedLine) = (nil, 0, false)
                return request
            }
        }
        return nil
    }

    /// Where the line ends that begins at `start`; nil when its end is still to come.
    private mutating func endOfLine(_ bytes: Span<UInt8>, from start: Int) throws(PlainRefusal) -> Int? {
        let room = Self.maximumHeadBytes - headBytes
        let last = min(bytes.count, start + room)
        var index = start + scanned
        while index < last {
            let byte = bytes[index]
            // The common case first; bytes from 0x80 on are opaque (RFC 9110 section 5.5).
            if byte >= Self.space, byte != 0x7F {
                index += 1
            } else if byte == Self.cr {
                guard index + 1 < bytes.count else { break }
                guard bytes[index + 1] == Self.lf else { throw .malformed }
                return index
            } else if byte == Self.tab, head != nil {
                index += 1
            } else {
                throw .malformed
            }
        }
        guard bytes.count - start < room else { throw head == nil ? .targetTooLong : .headTooLarge }
        scanned = index - start
        return nil
    }

    /// Takes one line without its end.
    /// - Returns: the request, with the empty line that ends its head.
    private mutating func take(_ line: Span<UInt8>) throws(PlainRefusal) -> PlainRequest? {
        if head != nil {
            guard line.isEmpty else {
                try head?.take(field: line)
                return nil
            }
            return try head?.finished()
        }
        // One empty line before a request is taken, which some clients send after a content (RFC 9112 section 2.2).
        if line.isEmpty {
            guard !hasSkippedLine else { throw .malformed }
            hasSkippedLine = true
            return nil
        }
        head = try HeadUnderWay(firstLine: line)
        return nil
    }
}
