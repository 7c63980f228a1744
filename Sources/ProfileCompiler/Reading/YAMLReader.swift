import Yams

/// Text to values: one YAML document with positions, and every duplicate key reported instead of the first alone.
enum YAMLReader {
    /// How many duplicate keys are reported before reading stops.
    private static let maximumDuplicates = 50

    /// Reads the document; nil when there is none to check further, with the fault that says why.
    static func read(_ written: String, _ faults: FaultCollector) -> YAMLValue? {
        // A carriage return and a line feed are one character to Swift, which would hide the ends of lines.
        let text = String(String.UnicodeScalarView(written.unicodeScalars.filter { $0 != "\r" }))
        guard YAMLText.isAcceptable(text, faults) else { return nil }
        var source = LineEditor(text)
        for _ in 0..<maximumDuplicates {
            do {
                guard let node = try Yams.compose(yaml: source.text) else {
                    faults.add(.emptyFile, at: .start, "the file is empty", fix: "start from an example profile")
                    return nil
                }
                return value(of: node, faults)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let first = Position(line: context.mark.line, column: context.mark.column)
                let key = keys.first ?? "?"
                let removed = source.removeRepetition(of: key, at: first)
                faults.add(
                    .duplicateKey,
                    at: removed ?? first,
                    "the key “\(key)” appears twice in one mapping (first in line \(first.line))",
                    fix: "keep one of them"
                )
                guard removed != nil else { return nil }
            } catch {
                report(error, faults)
                return nil
            }
        }
        return nil
    }

    private static func value(of node: Node, _ faults: FaultCollector) -> YAMLValue {
        let position = node.mark.map { Position(line: $0.line, column: $0.column) } ?? .start
        switch node {
        case .scalar(let scalar):
            return YAMLValue(content: .scalar(scalar.string, plain: scalar.style == .plain), position: position)
        case .sequence(let sequence):
            return YAMLValue(content: .sequence(sequence.map { value(of: $0, faults) }), position: position)
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            for (key, node) in mapping {
                let keyPosition = key.mark.map { Position(line: $0.line, column: $0.column) } ?? position
                guard let name = key.scalar?.string else {
                    faults.add(.wrongType, at: keyPosition, "a key is not text", fix: "write a name before the colon")
                    continue
                }
                entries.append(YAMLEntry(key: name, position: keyPosition, value: value(of: node, faults)))
            }
            return YAMLValue(content: .mapping(entries), position: position)
        case .alias:
            faults.add(.aliasRefused, at: position, "this is a YAML alias", fix: "write the value out")
            return YAMLValue(content: .mapping([]), position: position)
        }
    }

    private static func report(_ error: any Error, _ faults: FaultCollector) {
        let fix = "indent with spaces, write “key: value”, and quote text that has a colon or starts with a sign"
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            let position = Position(line: mark.line, column: mark.column)
            faults.add(.notYAML, at: position, "this is not YAML: \(problem)", fix: fix)
        case YamlError.reader(let problem, _, _, _):
            faults.add(.notYAML, at: .start, "this is not text: \(problem)", fix: "save the file as UTF-8 text")
        default:
            faults.add(.notYAML, at: .start, "this is not YAML: \(error)", fix: fix)
        }
    }
}
