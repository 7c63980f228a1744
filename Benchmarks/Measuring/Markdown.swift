/// The report as Markdown: what the terminal shows and what docs/performance.md is.
package enum Markdown {
    /// One table with its method before and its aims and remarks after it.
    /// - Parameter measured: when and with what, when the page's head does not say it.
    package static func write(_ section: Section, measured: String? = nil) -> String {
        var lines = ["## \(section.title)", "", section.method, ""]
        if let measured { lines += [measured, ""] }
        if !section.figures.isEmpty { lines += table(section) + [""] }
        for aim in section.aims { lines += ["- \(write(aim))"] }
        for remark in section.remarks { lines += ["- \(remark)"] }
        if !section.aims.isEmpty || !section.remarks.isEmpty { lines.append("") }
        return lines.joined(separator: "\n")
    }

    /// The whole page.
    package static func write(_ report: Report, introduction: String) -> String {
        var lines = ["# Performance", "", introduction, "", "| run | |", "|---|---|", "| date | \(report.date) |"]
        lines += report.circumstances.map { "| \($0.name) | \(cell($0.value)) |" }
        return (lines + [""]).joined(separator: "\n") + "\n"
            + report.sections.map { write($0) }.joined(separator: "\n")
    }

    private static func write(_ aim: Aim) -> String {
        let sign = aim.moreIsBetter ? "at least" : "under"
        let verdict = aim.isReached ? "reached" : "**missed**"
        return "Aim: \(aim.text), \(sign) \(FigureText.write(aim.bound)) \(aim.unit): \(verdict) with "
            + "\(FigureText.write(aim.measured)) \(aim.unit)."
    }

    private static func table(_ section: Section) -> [String] {
        let lines = section.figures
        let hasLatency = lines.contains { $0.latency != nil }
        let hasRatio = lines.contains { section.ratio(of: $0) != nil }
        let hasSpread = lines.contains { $0.sample.count > 1 }
        var head = ["what", "median"]
        if hasSpread { head += ["quartiles", "n"] }
        if hasLatency { head += ["p50 ms", "p99 ms"] }
        if hasRatio { head += ["ratio"] }
        let rows = lines.map { line in
            var row = [line.name, "\(line.sample.median.map(FigureText.write) ?? "-") \(line.unit)"]
            if hasSpread {
                row.append(
                    line.sample.quartiles.map { "\(FigureText.write($0.lower)) to \(FigureText.write($0.upper))" }
                        ?? "-"
                )
                row.append(String(line.sample.count))
            }
            if hasLatency {
                row.append(line.latency.map { FigureText.write($0.p50) } ?? "")
                row.append(line.latency.map { FigureText.write($0.p99) } ?? "")
            }
            if hasRatio { row.append(section.ratio(of: line).map { "× \(FigureText.write($0))" } ?? "") }
            return row
        }
        return aligned([head] + rows)
    }

    /// A table of a head and its rows, with columns of one width, so that it is readable in a terminal too.
    package static func aligned(_ rows: [[String]]) -> [String] {
        let rows = rows.map { $0.map(cell) }
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + space : space + cell.0
            }
            return "| " + cells.joined(separator: " | ") + " |"
        }
        let rule = widths.enumerated().map { column, width in
            String(repeating: "-", count: width + 1) + (column == 0 ? "-" : ":")
        }
        return [lines.first ?? ""] + ["|" + rule.joined(separator: "|") + "|"] + lines.dropFirst()
    }

    private static func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "/") }
}
