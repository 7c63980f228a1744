/// The lines of a file, from which the repetition of a key can be taken out without moving any other line, so that the
/// rest can still be checked.
struct LineEditor {
    private var lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var text: String { lines.joined(separator: "\n") }

    /// Blanks the second appearance of `key` in the block mapping where it first appears at `first`, with everything
    /// that belongs to it. Nil when there is none on a line of its own, as in `{a: 1, a: 2}`.
    mutating func removeRepetition(of key: String, at first: Position) -> Position? {
        let indentation = first.column - 1
        var index = first.line
        while index < lines.count {
            let line = lines[index]
            if Self.isContent(line) {
                let depth = Self.indentation(of: line)
                if depth < indentation { return nil }
                if depth == indentation, Self.starts(line.dropFirst(depth), with: key) { break }
            }
            index += 1
        }
        guard index < lines.count else { return nil }
        let found = Position(line: index + 1, column: first.column)
        lines[index] = ""
        index += 1
        while index < lines.count, belongs(lines[index], below: indentation) {
            lines[index] = ""
            index += 1
        }
        return found
    }

    private func belongs(_ line: Substring, below indentation: Int) -> Bool {
        guard Self.isContent(line) else { return true }
        let depth = Self.indentation(of: line)
        return depth > indentation || (depth == indentation && line.dropFirst(depth).hasPrefix("- "))
    }

    private static func isContent(_ line: Substring) -> Bool {
        let rest = line.drop { $0 == " " }
        return !rest.isEmpty && rest.first != "#" && !rest.allSatisfy(\.isWhitespace)
    }

    private static func indentation(of line: Substring) -> Int {
        line.prefix { $0 == " " }.count
    }

    private static func starts(_ line: Substring, with key: String) -> Bool {
        for name in [key, "\"\(key)\"", "'\(key)'"] where line.hasPrefix(name) {
            if line.dropFirst(name.count).drop(while: { $0 == " " }).first == ":" { return true }
        }
        return false
    }
}
