/// How easily somebody who knows the product guesses a serial that exists: shown when serials are issued, because later
/// it cannot be changed.
package struct GuessRisk: Hashable, Sendable, CustomStringConvertible {
    /// How many serials the form has.
    package let space: Double
    /// How many of them exist.
    package let issued: UInt64

    /// Takes the two counts.
    /// - Precondition: the space is not smaller than what was issued.
    package init(space: Double, issued: UInt64) {
        precondition(space >= Double(issued) && space >= 1, "no more serials are issued than there are")
        self.space = space
        self.issued = issued
    }

    /// The chance that one guess hits.
    package var perGuess: Double { Double(issued) / space }

    /// How many different guesses hit one on average; nil when none exists.
    package var expectedGuesses: Double? { issued == 0 ? nil : (space + 1) / (Double(issued) + 1) }

    /// The chance that at least one of `guesses` different guesses hits, at most 1. It is an upper bound: the sum of
    /// the chances of each.
    package func afterGuesses(_ guesses: UInt64) -> Double { min(1, Double(guesses) * perGuess) }

    /// The bound for medicines in the European Union: below 1 in 10,000 (Regulation (EU) 2016/161 article 4(c)).
    package static let medicineLimit = 1e-4

    /// Whether one guess hits with less than that.
    package var isBelowMedicineLimit: Bool { perGuess < Self.medicineLimit }

    package var description: String {
        guard let expectedGuesses else { return "none issued yet, so no guess hits" }
        return "one guess hits with \(perGuess); \(expectedGuesses) guesses hit one on average"
    }
}
