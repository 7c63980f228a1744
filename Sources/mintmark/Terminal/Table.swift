/// Rows in aligned columns. Pure: how wide the terminal is comes with the presentation.
struct Table: Sendable {
    /// A column.
    struct Column: Sendable {
        let title: String
        var isNumber = false
        /// Whether it may be shortened when the terminal is too narrow; ids never are, because people copy them.
        var canShrink = false

        /// Text at the left side.
        static func text(_ title: String) -> Column { Column(title: title) }
        /// Text that a narrow terminal shortens.
        static func words(_ title: String) -> Column { Column(title: title, canShrink: true) }
        /// Numbers, at the right side.
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    /// What stands in a row under a column.
    struct Cell: Sendable, ExpressibleByStringLiteral {
        let text: String
        let tone: Tone

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = PlainText.line(text)
            self.tone = tone
        }

        init(stringLiteral value: String) { self.init(value) }
    }

    private let columns: [Column]
    private var rows: [[Cell]] = []

    private static let gap = "  "
    /// A shortened column keeps at least so many columns of the terminal.
    private static let narrowest = 8

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row, a cell for every column.
    mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for every column")
        rows.append(row)
    }

    /// The lines: titles, then rows, each ended by a line feed.
    func text(_ presentation: Presentation) -> String {
        let widths = widths(within: presentation.columns)
        let titles = columns.map { Cell($0.title, .title) }
        return ([titles] + rows).map { line($0, widths, presentation) + "\n" }.joined()
    }

    private func line(_ row: [Cell], _ widths: [Int], _ presentation: Presentation) -> String {
        var line = ""
        var blanks = ""
        for (index, cell) in row.enumerated() {
            let text = DisplayWidth.shortened(cell.text, to: widths[index])
            let padding = String(repeating: " ", count: widths[index] - DisplayWidth.of(text))
            // Blanks are kept back until something follows, so that no line ends with any.
            let before = blanks + (columns[index].isNumber ? padding : "")
            if text.isEmpty {
                blanks = before + (columns[index].isNumber ? "" : padding) + Table.gap
            } else {
                line += before + presentation.text(text, cell.tone)
                blanks = (columns[index].isNumber ? "" : padding) + Table.gap
            }
        }
        return line
    }

    private func widths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            (rows.map { DisplayWidth.of($0[index].text) } + [DisplayWidth.of(columns[index].title)]).max() ?? 0
        }
        guard let limit else { return widths }
        while widths.reduce(0, +) + Table.gap.count * (columns.count - 1) > limit {
            // The widest that may shrink gives way, column by column.
            let candidates = columns.indices.filter { columns[$0].canShrink && widths[$0] > Table.narrowest }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }
}
