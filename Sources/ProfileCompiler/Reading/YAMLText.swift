/// What is checked on the text before a YAML parser sees it: a file that is hostile, or simply not a profile, costs
/// nothing to refuse.
enum YAMLText {
    /// The largest file that is read, in bytes.
    static let maximumBytes = 64 * 1024
    /// How deep brackets or list dashes may nest.
    static let maximumNesting = 16

    /// Whether the text may be parsed; if not, says why.
    static func isAcceptable(_ text: String, _ faults: FaultCollector) -> Bool {
        guard text.utf8.count <= maximumBytes else {
            faults.add(
                .tooLarge,
                at: .start,
                "the file has \(text.utf8.count) bytes; the most is \(maximumBytes)",
                fix: "check that this is the right file; a profile of 60 lanes has about 10,000 bytes"
            )
            return false
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.allSatisfy({ isBlank($0) }) {
            faults.add(
                .emptyFile,
                at: .start,
                "the file is empty",
                fix: "start from hardware/machines/snack-6.yaml"
            )
            return false
        }
        return isShallow(lines, faults) && hasNoAlias(lines, faults)
    }

    private static func isBlank(_ line: Substring) -> Bool {
        let rest = line.drop(while: \.isWhitespace)
        return rest.isEmpty || rest.first == "#" || rest.allSatisfy { $0 == "-" || $0 == "." || $0.isWhitespace }
    }

    /// Counts brackets wherever they are: a parser that recurses must not be led deep by clever quoting.
    private static func isShallow(_ lines: [Substring], _ faults: FaultCollector) -> Bool {
        var depth = 0
        for (index, line) in lines.enumerated() {
            var dashes = 0
            var atStart = true
            for (column, character) in line.unicodeScalars.enumerated() {
                switch character {
                case "[", "{": depth += 1
                case "]", "}": depth = max(0, depth - 1)
                default: break
                }
                if atStart, character == "-" || character == "?" { dashes += 1 }
                atStart = atStart && (character == "-" || character == "?" || character == " ")
                if depth > maximumNesting || dashes > maximumNesting && !line.allSatisfy({ $0 == "-" }) {
                    faults.add(
                        .tooLarge,
                        at: Position(line: index + 1, column: column + 1),
                        "more than \(maximumNesting) brackets or dashes are nested here",
                        fix: "a profile nests three deep; remove what does not belong"
                    )
                    return false
                }
            }
        }
        return true
    }

    /// Looks for `&name` and `*name` where YAML would take them for an anchor or alias, in comments and quotes too:
    /// expanding aliases is how a small file becomes a huge one.
    private static func hasNoAlias(_ lines: [Substring], _ faults: FaultCollector) -> Bool {
        var found = false
        for (index, line) in lines.enumerated() {
            var previous: Unicode.Scalar = " "
            let scalars = Array(line.unicodeScalars)
            for (column, scalar) in scalars.enumerated() {
                defer { previous = scalar }
                guard scalar == "&" || scalar == "*", canPrecedeNode(previous) else { continue }
                guard column + 1 < scalars.count, !scalars[column + 1].properties.isWhitespace else { continue }
                found = true
                faults.add(
                    .aliasRefused,
                    at: Position(line: index + 1, column: column + 1),
                    "“\(String(line.dropFirst(column).prefix(20)))” looks like a YAML anchor or alias",
                    fix: "write the value out, or put what all lanes share in laneDefaults"
                )
                break
            }
        }
        return !found
    }

    private static func canPrecedeNode(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || "[{,:-?!\u{FEFF}".unicodeScalars.contains(scalar)
    }
}
