/// One pass over the bytes of a document. It keeps a position and a depth, nothing else.
struct StrictJSONScanner {
    let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The whole input is one object with nothing after it.
    mutating func document() throws(ProtocolError) {
        skipSpace()
        guard peek == UInt8(ascii: "{") else { throw malformed("the document must be an object") }
        try value()
        skipSpace()
        guard position == bytes.count else { throw malformed("something follows the document") }
    }

    private mutating func value() throws(ProtocolError) {
        guard let byte = peek else { throw malformed("a value is missing") }
        switch byte {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try integer()
        default: throw malformed("a value is missing")
        }
    }

    private mutating func object() throws(ProtocolError) {
        try enter()
        defer { depth -= 1 }
        var names: Set<[UInt8]> = []
        skipSpace()
        if take("}") { return }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw malformed("a member's name is missing") }
            let name = try string()
            guard names.insert(name).inserted else {
                throw ProtocolError(
                    .duplicateMember,
                    "The JSON names \"\(String(decoding: name, as: UTF8.self))\" twice; write each member once."
                )
            }
            guard names.count <= ProtocolLimits.jsonMembers else { throw tooMany }
            skipSpace()
            guard take(":") else { throw malformed("a colon is missing") }
            skipSpace()
            try value()
            skipSpace()
            if take("}") { return }
            guard take(",") else { throw malformed("a comma or a closing brace is missing") }
        }
    }

    private mutating func array() throws(ProtocolError) {
        try enter()
        defer { depth -= 1 }
        skipSpace()
        if take("]") { return }
        var count = 0
        while true {
            skipSpace()
            try value()
            count += 1
            guard count <= ProtocolLimits.jsonMembers else { throw tooMany }
            skipSpace()
            if take("]") { return }
            guard take(",") else { throw malformed("a comma or a closing bracket is missing") }
        }
    }

    /// Takes the opening bracket.
    private mutating func enter() throws(ProtocolError) {
        position += 1
        depth += 1
        guard depth <= ProtocolLimits.jsonDepth else {
            throw ProtocolError(.tooLarge, "The JSON is nested deeper than \(ProtocolLimits.jsonDepth) levels.")
        }
    }

    /// Whole numbers only: no fraction, no exponent, no leading zero, no minus zero.
    private mutating func integer() throws(ProtocolError) {
        let negative = take("-")
        let start = position
        while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { position += 1 }
        let digits = position - start
        guard digits > 0 else { throw malformed("a number has no digits") }
        guard digits == 1 || bytes[start] != UInt8(ascii: "0") else { throw malformed("a number starts with zero") }
        guard !(negative && bytes[start] == UInt8(ascii: "0")) else {
            throw malformed("minus zero is not a number here")
        }
        guard digits <= 19 else { throw malformed("a number has more than 19 digits") }
        if let next = peek, next == UInt8(ascii: ".") || next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            throw malformed("numbers are whole here, without fraction or exponent")
        }
    }

    private mutating func literal(_ word: StaticString) throws(ProtocolError) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw malformed("a word is misspelt") }
            position += 1
        }
    }

    /// The string's bytes with its escapes undone, so that `"a"` and `"\u0061"` are one name.
    private mutating func string() throws(ProtocolError) -> [UInt8] {
        position += 1
        var out: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard String(validating: out, as: UTF8.self) != nil else { throw malformed("a string is not UTF-8") }
                return out
            case UInt8(ascii: "\\"): out.append(contentsOf: try escape())
            case 0..<0x20: throw malformed("a control character stands in a string")
            default: out.append(byte)
            }
        }
        throw malformed("a string has no end")
    }

    private mutating func escape() throws(ProtocolError) -> [UInt8] {
        guard let byte = peek else { throw malformed("a string has no end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try scalar()
        default: throw malformed("an escape is unknown")
        }
    }

    private mutating func scalar() throws(ProtocolError) -> [UInt8] {
        let first = try fourHex()
        var code = UInt32(first)
        if (0xD800...0xDBFF).contains(first) {
            guard take("\\"), take("u") else { throw malformed("half a surrogate pair") }
            let second = try fourHex()
            guard (0xDC00...0xDFFF).contains(second) else { throw malformed("half a surrogate pair") }
            code = 0x10000 + ((UInt32(first) - 0xD800) << 10) + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw malformed("half a surrogate pair") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func fourHex() throws(ProtocolError) -> UInt16 {
        var result: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Hex.digit(byte) else {
                throw malformed("an escape needs four hex digits")
            }
            result = result << 4 | UInt16(digit)
            position += 1
        }
        return result
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private var tooMany: ProtocolError {
        ProtocolError(.tooLarge, "One object or array has more than \(ProtocolLimits.jsonMembers) members.")
    }

    private func malformed(_ why: String) -> ProtocolError {
        ProtocolError(.malformed, "The JSON is refused at byte \(position): \(why).")
    }
}
