import Protocol

extension JSONValue {
    /// The one way to write the value (RFC 8785): no space, members in the order of their names' UTF-16 units, only
    /// what must be escaped is.
    /// - Throws: `repeated` when a name stands twice, `badValue` for a number past `largestInteger`.
    package func canonical() throws(PassportError) -> [UInt8] {
        var out: [UInt8] = []
        try append(to: &out)
        return out
    }

    /// SHA-256 of the canonical bytes, 32 bytes.
    /// - Throws: what `canonical` throws.
    package func digest() throws(PassportError) -> [UInt8] { Fingerprint.digest(try canonical()) }

    private func append(to out: inout [UInt8]) throws(PassportError) {
        switch self {
        case .null: out += "null".utf8
        case .boolean(let value): out += (value ? "true" : "false").utf8
        case .string(let text): Self.append(text, to: &out)
        case .integer(let number):
            guard abs(number.clamped) <= Self.largestInteger else {
                throw PassportError(
                    .badValue,
                    "The number \(number) loses digits in other programs; write it as a string."
                )
            }
            out += String(number).utf8
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                try element.append(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            try Self.append(members, to: &out)
        }
    }

    private static func append(_ members: [Member], to out: inout [UInt8]) throws(PassportError) {
        let sorted = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        out.append(UInt8(ascii: "{"))
        for (index, member) in sorted.enumerated() {
            if index > 0 {
                guard !member.name.utf16.elementsEqual(sorted[index - 1].name.utf16) else {
                    throw PassportError(
                        .repeated,
                        "The member \"\(member.name.prefix(64))\" stands twice in an object."
                    )
                }
                out.append(UInt8(ascii: ","))
            }
            append(member.name, to: &out)
            out.append(UInt8(ascii: ":"))
            try member.value.append(to: &out)
        }
        out.append(UInt8(ascii: "}"))
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x08: out += #"\b"#.utf8
            case 0x09: out += #"\t"#.utf8
            case 0x0A: out += #"\n"#.utf8
            case 0x0C: out += #"\f"#.utf8
            case 0x0D: out += #"\r"#.utf8
            case UInt8(ascii: "\""): out += #"\""#.utf8
            case UInt8(ascii: "\\"): out += #"\\"#.utf8
            case 0..<0x20: out += (#"\u00"# + Hex.encode([byte])).utf8
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

extension Int64 {
    /// The number, with the one that has no positive counterpart made one that has.
    fileprivate var clamped: Int64 { self == .min ? .min + 1 : self }
}
