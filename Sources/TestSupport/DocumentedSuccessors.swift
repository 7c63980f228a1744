import FoundationEssentials

/// What the comments above an enum's cases say may follow each of them, so that a test can hold it against the code.
///
/// After `Next:` or `Then:` every word between backticks is a case that may follow; a comment with neither says that
/// nothing does.
package enum DocumentedSuccessors {
    /// Reads the cases of the enums of a file.
    /// - Parameter path: From the package's root.
    /// - Returns: by the name of each case that has a comment.
    package static func read(_ path: String) throws -> [String: Set<String>] {
        of(String(decoding: try readFile("\(PackageRoot.path)/\(path)"), as: UTF8.self))
    }

    /// Reads the cases of a source text.
    package static func of(_ source: String) -> [String: Set<String>] {
        var successors: [String: Set<String>] = [:]
        var comment = ""
        for line in source.split(separator: "\n") {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("///") {
                comment += text.dropFirst(3)
                continue
            }
            if text.hasPrefix("case "), !comment.isEmpty {
                let name = String(text.dropFirst("case ".count).prefix { $0.isLetter || $0.isNumber })
                successors[name] = words(after: comment)
            }
            comment = ""
        }
        return successors
    }

    private static func words(after comment: String) -> Set<String> {
        guard let start = comment.firstRange(of: /([Nn]ext|Then):/)?.upperBound else { return [] }
        // Every second part of what the backticks divide is between two of them.
        let parts = comment[start...].split(separator: "`", omittingEmptySubsequences: false).enumerated()
        return Set(parts.filter { $0.offset % 2 == 1 }.flatMap { $0.element.split(separator: " ").map(String.init) })
    }
}
