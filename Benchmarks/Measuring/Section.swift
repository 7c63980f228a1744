/// One table of the report: what was compared, how, and what is to be said of it.
package struct Section: Sendable, Equatable, Codable {
    /// The heading.
    package var title: String
    /// How it was measured, in sentences.
    package var method: String
    /// The lines.
    package var figures: [Figure] = []
    /// What was wanted and what was reached.
    package var aims: [Aim] = []
    /// What else has to be known, such as a peer that was not there.
    package var remarks: [String] = []

    /// An empty table.
    package init(_ title: String, method: String) {
        self.title = title
        self.method = method
    }

    /// The median of a line divided by that of the line it is compared with; nil without either.
    package func ratio(of measurement: Figure) -> Double? {
        guard let name = measurement.comparedWith,
            let other = figures.first(where: { $0.name == name })?.sample.median, other > 0,
            let own = measurement.sample.median
        else { return nil }
        return own / other
    }
}
