/// The metrics of a program as a page for people.
package enum MetricTable {
    /// One row per metric, in the order of the declarations, as a Markdown table.
    package static func markdown<Name: MetricName>(_ names: Name.Type) -> String {
        var lines = ["| metric | kind | labels | what it says |", "|---|---|---|---|"]
        for declaration in names.allCases.map(\.declaration) {
            let labels = declaration.labels.map { "`\($0)`" }.joined(separator: ", ")
            let help = declaration.help.replacing("|", with: "\\|")
            lines.append("| `\(declaration.name)` | \(declaration.kind.rawValue) | \(labels) | \(help) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
