/// Weights of preferences, in thousandths (RFC 9110 section 12.4.2).
enum Weight {
    /// What a value without a weight has.
    static let whole = 1_000
    /// Longer headers are cut here, in bytes; no program sends them.
    static let maximumBytes = 2_000

    /// The elements of a list, each with its parameters in lower case and its weight. Elements whose weight is none are
    /// left out.
    static func elements(of header: String) -> [(value: String, parameters: [String], weight: Int)] {
        header.utf8.prefix(maximumBytes).split(separator: UInt8(ascii: ",")).compactMap { element in
            let parts = element.split(separator: UInt8(ascii: ";")).map(trimmed)
            guard let value = parts.first, !value.isEmpty else { return nil }
            var weight = whole
            var parameters: [String] = []
            for part in parts.dropFirst() {
                guard part.hasPrefix("q=") else {
                    parameters.append(part)
                    continue
                }
                guard let given = thousandths(part.utf8.dropFirst(2)) else { return nil }
                weight = given
                // What follows the weight extends the header, not the value (RFC 7231 section 5.3.2).
                break
            }
            return (value, parameters, weight)
        }
    }

    private static func trimmed(_ bytes: Substring.UTF8View.SubSequence) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let rest = bytes.drop(while: isSpace)
        let end = rest.lastIndex { !isSpace($0) }
        return String(decoding: end.map { rest[...$0] } ?? rest, as: UTF8.self).lowercased()
    }

    /// `0.8` as 800: 0 to 1 with at most three decimals.
    private static func thousandths(_ text: Substring.UTF8View) -> Int? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].elementsEqual("0".utf8) || parts[0].elementsEqual("1".utf8) else {
            return nil
        }
        var value = parts[0].elementsEqual("1".utf8) ? whole : 0
        var place = 100
        for digit in parts.dropFirst().first ?? text.prefix(0) {
            guard (0x30...0x39).contains(digit), place > 0 else { return nil }
            value += Int(digit - 0x30) * place
            place /= 10
        }
        return value <= whole ? value : nil
    }
}
