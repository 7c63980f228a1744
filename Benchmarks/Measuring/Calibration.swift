/// Which rounds of a run can be compared: those in which the disk was about as fast as in the run's median.
package enum Calibration {
    /// How far off a round's calibration may be, as a factor in both directions.
    package static let tolerance = 2.0

    /// The indexes of the rounds to keep.
    /// - Parameter speeds: of each round, what the same fixed work achieved, as a rate above 0.
    package static func steadyRounds(_ speeds: [Double]) -> [Int] {
        guard let usual = Sample(speeds).median, usual > 0 else { return [] }
        return speeds.indices.filter { index in
            speeds[index] * tolerance >= usual && speeds[index] <= usual * tolerance
        }
    }
}
