/// Finds the functions of a file and how long they are, by matching braces in code without comments and strings.
struct FunctionFinder {
    /// A function with a body: its name, the index of its first line, and its lines up to the closing brace.
    struct Function: Equatable {
        let name: String
        let start: Int
        let lines: Int
    }

    private let code: [[UInt8]]

    static func functions(in file: SourceText) -> [Function] {
        let finder = FunctionFinder(code: file.code.map { Array($0.utf8) })
        let keyword = /(?:^|[^.\w])(?:func\s+([^\s(<]+)|(init)[?]?(?=\s*[(<])|(deinit)(?=\s*\{))/
        return file.linesOfCode(with: ["func", "init"]).flatMap { index in
            let line = file.code[index]
            return line.matches(of: keyword.asciiOnlyWordCharacters()).compactMap { match -> Function? in
                let name = match.output.1 ?? match.output.2 ?? match.output.3 ?? "function"
                let column = line.utf8.distance(from: line.startIndex, to: match.range.upperBound)
                return finder.end(line: index, column: column).map { end in
                    Function(name: String(name), start: index, lines: end - index + 1)
                }
            }
        }
    }

    /// Follows a declaration from the end of its name to the line its body ends on; `nil` when it has no body.
    private func end(line start: Int, column: Int) -> Int? {
        var parentheses = 0
        var braces = 0
        for line in start..<code.count {
            if line > start, parentheses == 0, braces == 0, startsDeclaration(code[line]) { return nil }
            for byte in code[line].dropFirst(line == start ? column : 0) {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
                case UInt8(ascii: "{") where braces > 0 || parentheses == 0: braces += 1
                case UInt8(ascii: "}") where braces > 1: braces -= 1
                case UInt8(ascii: "}") where braces == 1: return line
                case UInt8(ascii: "}") where parentheses == 0: return nil
                default: break
                }
            }
        }
        return nil
    }

    /// True when the line begins another declaration, so that the one above, of a protocol, had no body.
    private func startsDeclaration(_ line: [UInt8]) -> Bool {
        let text = String(decoding: line.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
        return Self.beginnings.contains { text.hasPrefix($0) }
    }

    private static let beginnings = [
        "@", "package ", "public ", "private ", "static ", "mutating ", "func ", "init(", "init?(", "var ", "let ",
        "subscript", "associatedtype ",
    ]
}
