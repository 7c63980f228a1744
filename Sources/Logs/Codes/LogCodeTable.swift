internal import Logging

/// The log lines of a program as a page for people.
package enum LogCodeTable {
    /// One row per code, in the order of the declarations, as a Markdown table.
    package static func markdown<Code: LogCode>(_ codes: Code.Type) -> String {
        var lines = ["| code | level | message | what to do |", "|---|---|---|---|"]
        for code in codes.allCases {
            lines.append("| `\(code.rawValue)` | \(code.level.rawValue) | \(code.message) | \(code.advice) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
