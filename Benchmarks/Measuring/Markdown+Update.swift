extension Markdown {
    /// A page with the sections of a later run in the place of those with the same headings, and new ones at its end.
    /// Each says when it was measured, since the page's head tells of the run that the others are from.
    package static func update(_ page: String, with report: Report) -> String {
        var parts = page.split(separator: "\n## ", omittingEmptySubsequences: false).map(String.init)
        let head = parts.removeFirst()
        for section in report.sections {
            let text = String(write(section, measured: note(report)).dropFirst("## ".count))
            if let place = parts.firstIndex(where: { $0.prefix { $0 != "\n" } == section.title }) {
                parts[place] = text
            } else {
                parts.append(text)
            }
        }
        return ([head] + parts).map(withoutLastLine).joined(separator: "\n\n## ") + "\n"
    }

    private static func note(_ report: Report) -> String {
        let facts = report.circumstances.filter { ["revision", "load before the run"].contains($0.name) }
        return "Measured in a run of its own: "
            + (["date \(report.date)"] + facts.map { "\($0.name) \($0.value)" }).joined(separator: ", ") + "."
    }

    private static func withoutLastLine(_ text: String) -> String {
        var text = text
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
