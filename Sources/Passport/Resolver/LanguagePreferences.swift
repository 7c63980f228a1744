/// What languages a reader wants (RFC 9110 section 12.5.4), matched as RFC 4647 section 3.4 looks up: a range `de-CH`
/// takes what is in `de`, and a range `de` takes what is in `de-CH`.
package struct LanguagePreferences: Sendable {
    private let ranges: [(tag: String, weight: Int)]

    /// Reads the field `Accept-Language`.
    package init(_ header: String) {
        ranges = Weight.elements(of: header).map { ($0.value, $0.weight) }
    }

    /// The weight of a language, 0 to 1000; 0 when it is not wanted.
    package func weight(of language: String) -> Int {
        let tag = language.lowercased()
        var best: (closeness: Int, weight: Int)?
        for range in ranges where range.tag != "*" {
            guard let closeness = Self.closeness(of: range.tag, to: tag) else { continue }
            if closeness > best?.closeness ?? -1 { best = (closeness, range.weight) }
        }
        return best?.weight ?? weightOfAny
    }

    /// The weight of a language that is not known.
    package var weightOfAny: Int { ranges.first { $0.tag == "*" }?.weight ?? 0 }

    /// How many bytes the two have in common, in whole subtags; nil when neither is a beginning of the other.
    private static func closeness(of range: String, to tag: String) -> Int? {
        if range == tag { return 2 * tag.utf8.count }
        let (short, long) = range.utf8.count < tag.utf8.count ? (range, tag) : (tag, range)
        return long.hasPrefix(short + "-") ? short.utf8.count : nil
    }

    /// Whether a text has the form of a language tag (RFC 5646 section 2.1): subtags of 1 to 8 letters and digits.
    package static func isTag(_ text: String) -> Bool {
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let first = subtags.first, (2...8).contains(first.count),
            first.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) })
        else { return false }
        return subtags.allSatisfy { subtag in
            (1...8).contains(subtag.count)
                && subtag.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
        }
    }
}
