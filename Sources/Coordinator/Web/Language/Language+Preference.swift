extension Language {
    /// The language a browser asks for by `Accept-Language` (RFC 9110 sections 12.4.2 and 12.5.4; lookup by RFC 4647
    /// section 3.4: `de-CH` takes `de`). English when it asks for none of ours.
    package static func preferred(by header: String?) -> Language {
        guard let header else { return .english }
        var best: (language: Language, quality: Int)?
        var refused: Set<Language> = []
        var others = 0
        for part in header.prefix(longestHeader).split(separator: ",") {
            guard let (range, quality) = weighted(part) else { continue }
            if range == "*" {
                others = quality
                continue
            }
            guard let language = Language(rawValue: String(range.prefix { $0 != "-" })) else { continue }
            if quality == 0 { refused.insert(language) }
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        if let best, best.quality >= others { return best.language }
        // "Any other": the first that is not refused.
        if others > 0, let any = allCases.first(where: { !refused.contains($0) }) { return any }
        return best?.language ?? .english
    }

    /// Longer headers are cut; no browser sends them.
    private static let longestHeader = 500

    /// `de-CH;q=0.8` as `de-ch` and 800; nil when it is none.
    private static func weighted(_ part: Substring) -> (range: String, quality: Int)? {
        let pieces = part.split(separator: ";").map { trimmed($0).lowercased() }
        guard let range = pieces.first, !range.isEmpty else { return nil }
        guard let weight = pieces.dropFirst().first else { return (range, 1_000) }
        guard pieces.count == 2, weight.hasPrefix("q="), let quality = quality(weight.dropFirst(2)) else { return nil }
        return (range, quality)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let end = text.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { text[...$0].drop { $0 == " " || $0 == "\t" } } ?? ""
    }

    /// `0.8` as 800: 0 to 1 with at most three decimals.
    private static func quality(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count == 2 ? parts[1] : ""
        guard (1...2).contains(parts.count), parts[0] == "0" || parts[0] == "1", digits.utf8.count <= 3,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let fraction = Int((digits + "000").prefix(3)), let whole = Int(parts[0])
        else { return nil }
        let quality = whole * 1_000 + fraction
        return quality <= 1_000 ? quality : nil
    }
}
