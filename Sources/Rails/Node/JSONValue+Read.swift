extension JSONValue {
    /// Deeper nesting is refused; the node's own answers nest five levels.
    static let deepestNesting = 32

    /// Reads exactly one JSON text (RFC 8259). Duplicate keys, trailing commas, bad UTF-8 and anything after the value
    /// are refused with `badAnswer`, naming the byte.
    init(reading bytes: [UInt8]) throws(RailError) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.wholeText()
    }
}

/// Walks once over the bytes.
private struct JSONReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func wholeText() throws(RailError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw broken("something after the end") }
        return value
    }

    private func broken(_ what: String) -> RailError {
        RailError(
            .badAnswer,
            "The node's answer is not JSON (\(what) at byte \(position) of \(bytes.count)); "
                + "check that the configured URL is the node's RPC port."
        )
    }

    private var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(RailError) -> JSONValue {
        guard depth < JSONValue.deepestNesting else { throw broken("nested too deep") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(RailError) -> JSONValue {
        let expected = word.description.utf8
        guard bytes[position...].starts(with: expected) else { throw broken("unknown word") }
        position += expected.count
        return value
    }

    private mutating func number() throws(RailError) -> JSONValue {
        let start = position
        while let byte = next, Self.isNumberByte(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard DecimalText.isNumber(text) else {
            position = start
            throw broken("no value")
        }
        return .number(text)
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func array(depth: Int) throws(RailError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw broken("no comma in an array") }
        }
    }

    private mutating func object(depth: Int) throws(RailError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw broken("no key") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw broken("no colon") }
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw broken("key twice")
            }
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw broken("no comma in an object") }
        }
    }

    private mutating func string() throws(RailError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw broken("bad UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw broken("control character in a string")
            default: content.append(byte)
            }
        }
        throw broken("string without end")
    }

    private mutating func escape(into content: inout [UInt8]) throws(RailError) {
        guard let byte = next else { throw broken("string without end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: String(try escapedScalar()).utf8)
        default: throw broken("unknown escape")
        }
    }

    /// The scalar after `\u`, taking the second half of a surrogate pair with it.
    private mutating func escapedScalar() throws(RailError) -> Character {
        let first = try codeUnit()
        var value = UInt32(first)
        if (0xD800..<0xDC00).contains(first) {
            guard take("\\"), take("u") else { throw broken("half a surrogate pair") }
            let second = try codeUnit()
            guard (0xDC00..<0xE000).contains(second) else { throw broken("half a surrogate pair") }
            value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw broken("half a surrogate pair") }
        return Character(scalar)
    }

    private mutating func codeUnit() throws(RailError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw broken("bad escape")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
