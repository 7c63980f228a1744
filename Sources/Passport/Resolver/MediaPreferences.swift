/// What media types a client takes (RFC 9110 section 12.5.1).
package struct MediaPreferences: Sendable {
    private struct Range {
        let type: String
        let parameters: [String]
        let weight: Int

        /// How narrow it is; of those that fit a type, the narrowest says its weight.
        var precedence: Int {
            if type == "*/*" { return 0 }
            return type.hasSuffix("/*") ? 1 : 2 + parameters.count
        }

        func matches(_ type: String, _ parameters: [String]) -> Bool {
            switch precedence {
            case 0: true
            case 1: type.hasPrefix(self.type.dropLast())
            default: self.type == type && self.parameters.allSatisfy(parameters.contains)
            }
        }
    }

    private let ranges: [Range]

    /// Reads the field `Accept`.
    package init(_ header: String) {
        ranges = Weight.elements(of: header).map { Range(type: $0.value, parameters: $0.parameters, weight: $0.weight) }
    }

    /// The weight of a media type, 0 to 1000; 0 when it is not taken.
    package func weight(of mediaType: String) -> Int {
        let parts = mediaType.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
        guard let type = parts.first else { return 0 }
        let matching = ranges.filter { $0.matches(type, Array(parts.dropFirst())) }
        return matching.max { $0.precedence < $1.precedence }?.weight ?? 0
    }

    /// The weight of what is not known.
    package var weightOfAny: Int { ranges.first { $0.type == "*/*" }?.weight ?? 0 }

    /// Whether this type is asked for by its name, and nothing else is wanted more.
    package func prefers(_ mediaType: String) -> Bool {
        guard let own = ranges.first(where: { $0.type == mediaType }), own.weight > 0 else { return false }
        return ranges.allSatisfy { $0.type == "*/*" || $0.weight <= own.weight } && weightOfAny <= own.weight
    }

    /// Whether a text is a media type: type, slash, subtype (RFC 9110 section 8.3.1), with or without parameters.
    package static func isMediaType(_ text: String) -> Bool {
        guard (3...100).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return false
        }
        let parts = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy(isTokenCharacter) }
    }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$&-^_.+".utf8.contains(byte)
        }
    }
}
