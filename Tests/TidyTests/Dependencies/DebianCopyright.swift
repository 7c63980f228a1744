/// Reads a package's copyright file: machine-readable (DEP 5), or the plain text of older ones.
enum DebianCopyright {
    /// The licences of a part of the source; empty when they are not known.
    /// - Parameter part: `*` for what is not said otherwise, or the beginning of paths; what is in folders of tests and
    ///   tools is in no library.
    static func licences(of part: String, in text: String) -> Set<Licence> {
        guard text.contains("copyright-format/1.0") else {
            // A collection of texts: the licence of the library itself is among the first, and the weakest counts.
            let found = Licence.recognised(in: text)
            if found.contains(.gcc) { return [.gcc] }
            return found.contains(.lgpl21) ? [.lgpl21] : found
        }
        var found: Set<Licence> = []
        for paragraph in paragraphs(text) {
            guard let files = paragraph["files"], let name = paragraph["license"] else { continue }
            let isMeant = files.split(whereSeparator: \.isWhitespace).contains {
                part == "*" ? $0 == "*" : $0.hasPrefix(part) && !$0.contains("/tests/") && !$0.contains("/tools/")
            }
            guard isMeant else { continue }
            // A name that nobody knows makes the whole unknown.
            guard let licences = Licence.named(name.trimmingPrefix { $0 == " " }.description) else { return [] }
            found.formUnion(licences)
        }
        return found
    }

    /// The fields of each paragraph; of a licence its first line, which is its name.
    private static func paragraphs(_ text: String) -> [[String: String]] {
        var paragraphs: [[String: String]] = [[:]]
        var field = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                paragraphs.append([:])
            } else if line.first == " " || line.first == "\t" {
                if field != "license" { paragraphs[paragraphs.count - 1][field, default: ""] += line }
            } else if let colon = line.firstIndex(of: ":") {
                field = line[..<colon].lowercased()
                paragraphs[paragraphs.count - 1][field] = String(
                    line[line.index(after: colon)...].drop(while: \.isWhitespace)
                )
            }
        }
        return paragraphs
    }
}
