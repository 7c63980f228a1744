/// A Swift file of the tree as the rules see it.
struct SourceText {
    /// From the package's root: `Sources/Ledger/Account.swift`.
    let path: String
    /// As written.
    let lines: [Substring]
    /// The same lines with comments and string literals blank.
    let code: [Substring]
    /// The code in one piece, to rule a whole file out at once.
    private let wholeCode: String

    init(path: String, text: String) {
        self.path = path
        lines = Self.lines(of: text)
        wholeCode = CodeScanner.code(of: text)
        code = Self.lines(of: wholeCode)
    }

    /// The module the file belongs to: the second folder of its path.
    var module: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// True in `Sources`: code that is shipped, as opposed to tests.
    var isShipped: Bool { path.hasPrefix("Sources/") && module != "TestSupport" }

    /// The indexes of the lines whose code contains one of the words.
    func linesOfCode(with words: [String]) -> [Int] {
        let present = words.filter { wholeCode.contains($0) }
        return present.isEmpty ? [] : code.indices.filter { line in present.contains { code[line].contains($0) } }
    }

    func finding(line index: Int, _ advice: String) -> TidyFinding {
        TidyFinding(path: path, line: index + 1, advice: advice)
    }

    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
