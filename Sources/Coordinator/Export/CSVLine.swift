/// One line of comma-separated values (RFC 4180), safe to open in a spreadsheet.
struct CSVLine {
    /// The line with its line break.
    let text: String

    /// Cells of texts. One that a spreadsheet would take for a formula gets an apostrophe in front
    /// (owasp.org, "CSV Injection").
    init(_ cells: [String]) {
        text = cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let harmless = text.first.map { "=+-@\t\r\n".contains($0) } == true && Int64(text) == nil ? "'\(text)" : text
        guard harmless.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }) else {
            return harmless
        }
        return "\"\(harmless.replacing("\"", with: "\"\""))\""
    }
}
