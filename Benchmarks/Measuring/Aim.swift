/// Something that was wanted of a figure, and what was measured. Nothing fails because of one: machines differ.
package struct Aim: Sendable, Equatable, Codable {
    /// What is wanted, as a fact.
    package var text: String
    /// What was measured.
    package var measured: Double
    /// The bound.
    package var bound: Double
    /// The unit of both.
    package var unit: String
    /// Whether more is better: then the bound is the least that was wanted.
    package var moreIsBetter: Bool

    /// Makes an aim with what was measured.
    package init(_ text: String, measured: Double, bound: Double, unit: String, moreIsBetter: Bool = false) {
        self.text = text
        self.measured = measured
        self.bound = bound
        self.unit = unit
        self.moreIsBetter = moreIsBetter
    }

    /// Whether it was reached.
    package var isReached: Bool { moreIsBetter ? measured >= bound : measured <= bound }
}
