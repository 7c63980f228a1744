/// A promise that was broken, and where.
package struct Finding: Hashable, Sendable {
    /// The seed of the world; nil in a story.
    package let seed: UInt64?
    /// Where it was, in words.
    package let place: String
    /// The promise, and how it was broken.
    package let promise: String
    /// The hash of all that happened in the world; empty in a story, which is told by its place.
    package let hash: String

    /// What a world has found; nil when nothing.
    init?(_ report: SimulationReport, sales: Int) {
        guard let violation = report.violation else { return nil }
        seed = report.seed
        place = "worlds, seed \(report.seed) of \(sales) customers"
        promise = violation.description
        hash = report.hash
    }

    /// What a story has found. Before the first colon stands where, unless nothing was done to it.
    init(_ violation: CrashViolation, in title: String) {
        let text = violation.description
        let isPlaced = text.hasPrefix(title)
        seed = nil
        place = isPlaced ? String(text.prefix { $0 != ":" }) : title
        promise = isPlaced ? String(text.drop { $0 != ":" }.drop { $0 == ":" || $0 == " " }) : text
        hash = ""
    }
}
