/// The head of a request as far as it was read.
struct HeadUnderWay {
    private var request: PlainRequest
    private let isVersion10: Bool
    private var hasHost = false
    private var contentBytes: Int?
    private var fields = 0

    /// Takes the first line (RFC 9112 section 3).
    init(firstLine line: Span<UInt8>) throws(PlainRefusal) {
        let first = Self.index(of: Self.space, in: line, from: 0)
        let second = first.flatMap { Self.index(of: Self.space, in: line, from: $0 + 1) }
        guard let first, let second else { throw .malformed }
        let name = line.extracting(0..<first)
        guard Self.isToken(name) else { throw .malformed }
        isVersion10 = try Self.isVersion10(line.extracting(second + 1..<line.count))
        let isOptions = Self.equal(name, "OPTIONS")
        request = PlainRequest(
            method: Self.equal(name, "GET") ? .get : Self.equal(name, "HEAD") ? .head : isOptions ? .options : .other,
            target: try Self.target(line.extracting(first + 1..<second), isOptions: isOptions),
            isKept: !isVersion10
        )
    }

    /// Takes a field (RFC 9112 section 5).
    mutating func take(field line: Span<UInt8>) throws(PlainRefusal) {
        fields += 1
        guard fields <= PlainRequestReader.maximumFields else { throw .headTooLarge }
        // A line that begins with a space would go on with the one before: its first byte is no token's.
        guard let colon = Self.index(of: Self.colon, in: line, from: 0) else { throw .malformed }
        let name = line.extracting(0..<colon)
        guard Self.isToken(name) else { throw .malformed }
        let value = line.extracting(Self.trimmed(colon + 1..<line.count, of: line))
        // Told apart by their lengths first, since most are none of these.
        switch name.count {
        case 4 where Self.same(name, "host"):
            guard !hasHost, Self.isHost(value) else { throw .malformed }
            hasHost = true
        case 6 where Self.same(name, "accept"): Self.add(value, to: &request.accept)
        case 6 where Self.same(name, "expect"):
            // Whoever waits for a word before the content gets the answer, and the content is not waited for.
            request.isKept = false
        case 10 where Self.same(name, "connection"): if Self.hasClose(value) { request.isKept = false }
        case 14 where Self.same(name, "content-length"):
            guard contentBytes == nil else { throw .malformed }
            contentBytes = try Self.length(value)
        case 15 where Self.same(name, "accept-language"): Self.add(value, to: &request.acceptLanguage)
        case 15 where Self.same(name, "x-forwarded-for"): Self.add(value, to: &request.forwardedFor)
        case 17 where Self.same(name, "transfer-encoding"):
            // With a length beside it, or from an old client, it is how requests are smuggled; alone it is refused too.
            throw contentBytes != nil || isVersion10 ? .malformed : .lengthRequired
        default: break
        }
    }

    /// The request, after its last field.
    func finished() throws(PlainRefusal) -> PlainRequest {
        guard hasHost || isVersion10 else { throw .malformed }
        var request = request
        request.bodyBytes = contentBytes ?? 0
        return request
    }

    // MARK: Parts

    private static let (space, tab, colon) = (UInt8(0x20), UInt8(0x09), UInt8(ascii: ":"))

    /// Path and query. A whole address is taken too (RFC 9112 section 3.2.2): what stands behind its host.
    private static func target(_ bytes: Span<UInt8>, isOptions: Bool) throws(PlainRefusal) -> String {
        guard !bytes.isEmpty else { throw .malformed }
        for index in bytes.indices where bytes[index] <= space || bytes[index] >= 0x7F { throw .malformed }
        if bytes[0] == UInt8(ascii: "/") { return text(bytes) }
        if isOptions, bytes.count == 1, bytes[0] == UInt8(ascii: "*") { return "*" }
        let scheme =
            bytes.count > 7 && same(bytes.extracting(0..<7), "http://")
            ? 7 : bytes.count > 8 && same(bytes.extracting(0..<8), "https://") ? 8 : 0
        guard scheme > 0 else { throw .malformed }
        var end = scheme
        while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end += 1 }
        guard end > scheme, isHost(bytes.extracting(scheme..<end)) else { throw .malformed }
        let rest = text(bytes.extracting(end..<bytes.count))
        return rest.utf8.first == UInt8(ascii: "/") ? rest : "/" + rest
    }

    private static func isVersion10(_ bytes: Span<UInt8>) throws(PlainRefusal) -> Bool {
        if equal(bytes, "HTTP/1.1") { return false }
        if equal(bytes, "HTTP/1.0") { return true }
        let isOther =
            bytes.count == 8 && equal(bytes.extracting(0..<5), "HTTP/") && isDigit(bytes[5])
            && bytes[6] == UInt8(ascii: ".") && isDigit(bytes[7])
        throw isOther ? .versionUnsupported : .malformed
    }

    /// Digits and nothing else: no sign, no list of equal lengths.
    private static func length(_ bytes: Span<UInt8>) throws(PlainRefusal) -> Int {
        guard !bytes.isEmpty else { throw .malformed }
        var length = 0
        for index in bytes.indices {
            guard isDigit(bytes[index]) else { throw .malformed }
            length = min(length * 10 + Int(bytes[index] - UInt8(ascii: "0")), HTTPLimits.bodyBytes + 1)
        }
        guard length <= HTTPLimits.bodyBytes else { throw .bodyTooLarge }
        return length
    }

    /// Whether a host and perhaps a port could stand there (RFC 3986 section 3.2.2); an empty one is what clients send
    /// whose address has none.
    private static func isHost(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                continue
            default: return false
            }
        }
        return true
    }

    /// Whether one of the options of `Connection` is `close`.
    private static func hasClose(_ value: Span<UInt8>) -> Bool {
        var start = 0
        while start <= value.count {
            let end = index(of: UInt8(ascii: ","), in: value, from: start) ?? value.count
            if same(value.extracting(trimmed(start..<end, of: value)), "close") { return true }
            start = end + 1
        }
        return false
    }

    private static func add(_ value: Span<UInt8>, to field: inout String?) {
        field = field.map { $0 + ", " + text(value) } ?? text(value)
    }

    // MARK: Bytes

    private static func text(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The part of a range without the spaces around it.
    private static func trimmed(_ range: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == space || bytes[start] == tab { start += 1 }
        while end > start, bytes[end - 1] == space || bytes[end - 1] == tab { end -= 1 }
        return start..<end
    }

    private static func equal(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard bytes.count == word.count else { return false }
            for index in word.indices where bytes[index] != word[index] { return false }
            return true
        }
    }

    /// Whether they are the same, whatever the case.
    /// - Parameter word: in lower case.
    private static func same(_ bytes: Span<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard bytes.count == word.count else { return false }
            for index in word.indices {
                let byte = bytes[index]
                let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                guard (isUpper ? byte | 0x20 : byte) == word[index] else { return false }
            }
            return true
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Whether it is a token (RFC 9110 section 5.6.2).
    private static func isToken(_ bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        for index in bytes.indices where !isTokenByte(bytes[index]) { return false }
        return true
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
