/// Finds relative links in Markdown that lead nowhere.
enum MarkdownLinks {
    /// - Parameters:
    ///   - text: The page.
    ///   - path: Where it is, from the package's root.
    ///   - exists: Whether a path from the package's root is there.
    static func broken(in text: String, at path: String, exists: (String) -> Bool) -> [TidyFinding] {
        let link = /\]\(\s*<?([^)\s>]+)[^)]*\)|(?:src|href|srcset)="([^"]+)"/
        let folder = path.split(separator: "/").dropLast().map(String.init)
        var isCode = false
        var findings: [TidyFinding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.drop(while: { $0 == " " }).hasPrefix("```") { isCode.toggle() }
            guard !isCode else { continue }
            for match in line.matches(of: link) {
                let target = match.output.1 ?? match.output.2 ?? ""
                guard !target.contains(":"), !target.hasPrefix("#") else { continue }
                let file = resolve(target.prefix { $0 != "#" && $0 != "?" }, from: folder)
                guard file.map(exists) != true else { continue }
                let advice = "the link to \(target) leads nowhere; correct it or add the file"
                findings.append(TidyFinding(path: path, line: index + 1, advice: advice))
            }
        }
        return findings
    }

    /// The path from the package's root; `nil` when it leaves the package.
    private static func resolve(_ target: Substring, from folder: [String]) -> String? {
        var parts = target.hasPrefix("/") ? [] : folder
        for part in target.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(String(part))
                continue
            }
            guard !parts.isEmpty else { return nil }
            parts.removeLast()
        }
        return parts.joined(separator: "/")
    }
}
