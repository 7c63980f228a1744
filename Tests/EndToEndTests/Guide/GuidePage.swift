import Foundation

/// A page of Markdown whose `sh` blocks are commands, each perhaps followed by a `json` or `text` block of what it
/// answers.
struct GuidePage {
    /// One block of commands, and what they answer.
    struct Step {
        let line: Int
        let commands: String
        var answer: Answer?
    }

    /// What a block of commands answers.
    enum Answer {
        /// JSON that has at least this; `"..."` stands for any value.
        case json(JSONValue)
        /// Text that has these lines, among others, in this order.
        case text([String])
    }

    private(set) var steps: [Step] = []

    init(contentsOf path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
        var block: (kind: String, line: Int, text: [String])?
        for (index, line) in lines.enumerated() {
            if var open = block {
                guard line.hasPrefix("```") else {
                    open.text.append(line)
                    block = open
                    continue
                }
                try take(open.kind, open.line, open.text)
                block = nil
            } else if line.hasPrefix("```") {
                block = (String(line.dropFirst(3)), index + 1, [])
            }
        }
    }

    private mutating func take(_ kind: String, _ line: Int, _ text: [String]) throws {
        let all = text.joined(separator: "\n")
        switch kind {
        case "sh": steps.append(Step(line: line, commands: all))
        case "json" where !steps.isEmpty:
            steps[steps.count - 1].answer = .json(try JSONDecoder().decode(JSONValue.self, from: Data(all.utf8)))
        case "text" where !steps.isEmpty: steps[steps.count - 1].answer = .text(text)
        default: break
        }
    }

    /// One shell runs all blocks, so variables last; each block writes to a file of its own.
    var script: String {
        let blocks = steps.enumerated().map { "exec >step-\($0)\n\($1.commands)" }
        return "set -euo pipefail\n" + blocks.joined(separator: "\n") + "\n"
    }
}

extension GuidePage.Step {
    /// What an output lacks of what the page shows; nil when it has everything.
    func fault(of output: String) -> String? {
        switch answer {
        case nil: return nil
        case .json(let expected):
            guard let actual = try? JSONDecoder().decode(JSONValue.self, from: Data(output.utf8)) else {
                return "the answer is not JSON"
            }
            return Self.lacks(actual, expected, at: "")
        case .text(let lines):
            var rest = output.components(separatedBy: .newlines)[...]
            for line in lines {
                guard let index = rest.firstIndex(where: { $0.contains(line) }) else { return "\"\(line)\" is missing" }
                rest = rest[(index + 1)...]
            }
            return nil
        }
    }

    private static func lacks(_ actual: JSONValue, _ expected: JSONValue, at place: String) -> String? {
        switch (expected, actual) {
        case (.text("..."), let value): return value == .null ? "\(place) is missing" : nil
        case (.object(let members), .object):
            return members.sorted { $0.key < $1.key }.lazy
                .compactMap { lacks(actual[$0.key], $0.value, at: "\(place)/\($0.key)") }.first
        case (.array(let elements), .array(let values)):
            for element in elements where !values.contains(where: { lacks($0, element, at: place) == nil }) {
                return "\(place) has no element like \(element)"
            }
            return nil
        default:
            return expected == actual ? nil : "\(place) is not \(expected)"
        }
    }
}
