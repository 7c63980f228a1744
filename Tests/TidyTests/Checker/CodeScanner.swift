/// Blanks what is not code in Swift source: comments and the text of string literals become spaces, while every line
/// and byte stays where it was. Code inside `\( )` of a string stays. Regex literals are not told apart from
/// division; the tree has none.
struct CodeScanner {
    private enum Frame {
        /// Top level, or an interpolation with this many open parentheses.
        case code(parentheses: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private static let newline = UInt8(ascii: "\n")

    private let source: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    private var frames: [Frame] = [.code(parentheses: 0)]

    private init(_ text: String) {
        source = Array(text.utf8)
    }

    /// The code of a Swift file, with everything else blank.
    static func code(of text: String) -> String {
        var scanner = CodeScanner(text)
        while scanner.position < scanner.source.count { scanner.step() }
        return String(decoding: scanner.output, as: UTF8.self)
    }

    private mutating func step() {
        switch frames.last {
        case .string(let hashes, let isMultiline): stepInString(hashes: hashes, isMultiline: isMultiline)
        case .code(let parentheses): stepInCode(parentheses: parentheses)
        case nil: preconditionFailure("the outermost frame is never closed")
        }
    }

    /// The bytes at which something other than plain code may begin or end.
    private static let marks = Set("/#\"()".utf8)

    private mutating func stepInCode(parentheses: Int) {
        guard Self.marks.contains(source[position]) else { return keep() }
        if sees("//") {
            while position < source.count, source[position] != Self.newline { blank(1) }
        } else if sees("/*") {
            skipBlockComment()
        } else if let hashes = openingHashes() {
            let isMultiline = sees("\"\"\"", at: hashes)
            blank(hashes + (isMultiline ? 3 : 1))
            frames.append(.string(hashes: hashes, isMultiline: isMultiline))
        } else if sees("(") && frames.count > 1 {
            frames[frames.count - 1] = .code(parentheses: parentheses + 1)
            keep()
        } else if sees(")") && frames.count > 1 && parentheses == 1 {
            frames.removeLast()
            keep()
        } else if sees(")") && frames.count > 1 {
            frames[frames.count - 1] = .code(parentheses: parentheses - 1)
            keep()
        } else {
            keep()
        }
    }

    private mutating func stepInString(hashes: Int, isMultiline: Bool) {
        let marks = String(repeating: "#", count: hashes)
        let quotes = isMultiline ? "\"\"\"" : "\""
        if sees("\\\(marks)(") {
            blank(1 + hashes)
            keep()
            frames.append(.code(parentheses: 1))
        } else if sees("\\\(marks)") {
            blank(2 + hashes)
        } else if sees(quotes + marks) {
            blank(quotes.count + hashes)
            frames.removeLast()
        } else if sees("\n") && !isMultiline {
            // Not Swift that compiles; end the literal here, so that one slip does not blank the rest of the file.
            frames.removeLast()
            keep()
        } else {
            blank(1)
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if sees("/*") {
                depth += 1
                blank(2)
            } else if sees("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < source.count
    }

    /// How many `#` stand before the quote of a literal that opens here; `nil` when none opens.
    private func openingHashes() -> Int? {
        var count = 0
        while position + count < source.count, source[position + count] == UInt8(ascii: "#") { count += 1 }
        return sees("\"", at: count) ? count : nil
    }

    private func sees(_ text: String, at offset: Int = 0) -> Bool {
        var index = position + offset
        for byte in text.utf8 {
            guard index < source.count, source[index] == byte else { return false }
            index += 1
        }
        return true
    }

    private mutating func keep() {
        output.append(source[position])
        position += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < source.count {
            output.append(source[position] == Self.newline ? Self.newline : UInt8(ascii: " "))
            position += 1
        }
    }
}
