/// The place of a value in a document, as a singular query of RFC 9535 section 2.3.5 that has names only:
/// `$.elements.carbonFootprint`, `$['elements']["mass"]`.
package struct ElementPath: Hashable, Sendable {
    /// The names, from the outermost on; none for the whole document.
    package let names: [String]

    /// Most names.
    package static let maximumDepth = 16

    /// Reads a path.
    /// - Throws: `malformed` with the position of the first byte that does not fit, or `tooLong`.
    package init(_ text: String) throws(PassportError) {
        let bytes = Array(text.utf8)
        var names: [String] = []
        var place = 1
        guard bytes.first == UInt8(ascii: "$") else { throw Self.malformed(0) }
        while place < bytes.count {
            guard names.count < Self.maximumDepth else {
                throw PassportError(.tooLong, "A path has at most \(Self.maximumDepth) names.", at: place)
            }
            switch bytes[place] {
            case UInt8(ascii: "."):
                let end = bytes[(place + 1)...].firstIndex { !Self.isShorthand($0) } ?? bytes.count
                guard end > place + 1, !(0x30...0x39).contains(bytes[place + 1]) else { throw Self.malformed(place) }
                names.append(String(decoding: bytes[(place + 1)..<end], as: UTF8.self))
                place = end
            case UInt8(ascii: "["):
                let (name, end) = try Self.quoted(bytes, place + 1)
                names.append(name)
                place = end
            default: throw Self.malformed(place)
            }
        }
        self.names = names
    }

    /// A name in quotes and the bracket after it; a backslash takes the next byte as it is, when that is a quote or a
    /// backslash.
    private static func quoted(_ bytes: [UInt8], _ start: Int) throws(PassportError) -> (String, Int) {
        guard start < bytes.count, [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(bytes[start]) else {
            throw malformed(start)
        }
        var name: [UInt8] = []
        var place = start + 1
        while place < bytes.count, bytes[place] != bytes[start] {
            if bytes[place] == UInt8(ascii: "\\") {
                place += 1
                guard place < bytes.count, bytes[place] == bytes[start] || bytes[place] == UInt8(ascii: "\\") else {
                    throw malformed(place)
                }
            }
            name.append(bytes[place])
            place += 1
        }
        guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "]"),
            let text = String(validating: name, as: UTF8.self)
        else { throw malformed(place) }
        return (text, place + 2)
    }

    private static func isShorthand(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: true
        default: false
        }
    }

    private static func malformed(_ place: Int) -> PassportError {
        PassportError(
            .malformed,
            "The path must be names only, like $.elements.mass or $['elements']['mass'] (RFC 9535).",
            at: place
        )
    }
}

extension JSONValue {
    /// The value at a path; nil when there is none.
    package subscript(path path: ElementPath) -> JSONValue? {
        path.names.reduce(self as JSONValue?) { value, name in value?[name] }
    }
}
