import Protocol

extension JSONValue {
    /// Reads a document: an object, by the rules of `StrictJSON`.
    /// - Throws: `malformed`, `repeated`, `tooLong`, or `badValue` for a number past `largestInteger`.
    package init(parsing bytes: [UInt8], maximumBytes: Int = ProtocolLimits.profileEnvelopeBytes) throws(PassportError)
    {
        do {
            try StrictJSON.check(bytes, maximumBytes: maximumBytes)
        } catch {
            let code: PassportError.Code =
                switch error.code {
                case .duplicateMember: .repeated
                case .tooLarge: .tooLong
                default: .malformed
                }
            throw PassportError(code, error.message)
        }
        var reader = JSONReader(bytes: bytes)
        self = try reader.value()
    }
}

/// Builds values of bytes that `StrictJSON` has let pass. It still refuses what it does not understand.
private struct JSONReader {
    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func value() throws(PassportError) -> JSONValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .integer(try integer())
        }
    }

    private mutating func members() throws(PassportError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        position += 1
        skipSpace()
        while peek != UInt8(ascii: "}") {
            let name = try string()
            skipSpace()
            try take(":")
            members.append(JSONValue.Member(name, try value()))
            try separate(before: "}")
        }
        position += 1
        return members
    }

    private mutating func elements() throws(PassportError) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        while peek != UInt8(ascii: "]") {
            elements.append(try value())
            try separate(before: "]")
        }
        position += 1
        return elements
    }

    private mutating func separate(before end: Unicode.Scalar) throws(PassportError) {
        skipSpace()
        guard peek != UInt8(ascii: end) else { return }
        try take(",")
        skipSpace()
    }

    private mutating func integer() throws(PassportError) -> Int64 {
        let start = position
        while let byte = peek, byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) { position += 1 }
        guard let number = Int64(String(decoding: bytes[start..<position], as: UTF8.self)),
            (-JSONValue.largestInteger...JSONValue.largestInteger).contains(number)
        else {
            throw PassportError(.badValue, "A number loses digits in other programs; write it as a string.", at: start)
        }
        return number
    }

    private mutating func string() throws(PassportError) -> String {
        try take("\"")
        var out: [UInt8] = []
        var units: [UInt16] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            guard let escape = peek else { throw malformed }
            position += 1
            if escape == UInt8(ascii: "u") {
                guard position + 4 <= bytes.count,
                    let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
                else { throw malformed }
                position += 4
                units.append(unit)
                guard !UTF16.isLeadSurrogate(unit) else { continue }
                out += String(decoding: units, as: UTF16.self).utf8
                units = []
            } else {
                guard let place = Self.escapes.firstIndex(of: escape) else { throw malformed }
                out.append(Self.escaped[place])
            }
        }
        try take("\"")
        return String(decoding: out, as: UTF8.self)
    }

    private static let escapes = Array(#""\/bfnrt"#.utf8)
    private static let escaped: [UInt8] = [0x22, 0x5C, 0x2F, 0x08, 0x0C, 0x0A, 0x0D, 0x09]

    private mutating func word(_ word: String, _ value: JSONValue) throws(PassportError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw malformed }
        position += word.utf8.count
        return value
    }

    private mutating func take(_ character: Unicode.Scalar) throws(PassportError) {
        guard peek == UInt8(ascii: character) else { throw malformed }
        position += 1
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
    }

    private var malformed: PassportError { PassportError(.malformed, "The JSON can't be read.", at: position) }
}
