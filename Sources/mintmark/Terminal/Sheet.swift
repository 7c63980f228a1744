/// One thing with its properties, a line each, the values under one another.
struct Sheet: Sendable {
    private var lines: [(name: String, value: Table.Cell)] = []

    /// Adds a property unless there is nothing to say of it.
    mutating func add(_ name: String, _ value: String?, _ tone: Tone = .plain) {
        guard let value, !value.isEmpty else { return }
        lines.append((name, Table.Cell(value, tone)))
    }

    /// The lines, each ended by a line feed. Values are never shortened: people copy them.
    func text(_ presentation: Presentation) -> String {
        let width = lines.map { DisplayWidth.of($0.name) }.max() ?? 0
        return lines.map { line in
            let padding = String(repeating: " ", count: width - DisplayWidth.of(line.name))
            return presentation.text(line.name, .faint) + padding + "  "
                + presentation.text(line.value.text, line.value.tone) + "\n"
        }.joined()
    }
}
