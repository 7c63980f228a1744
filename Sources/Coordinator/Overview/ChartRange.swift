/// How far back the overview looks, and in which steps.
package enum ChartRange: String, CaseIterable, Sendable {
    /// The last day in hours.
    case day
    /// The last week in steps of six hours.
    case week
    /// The last thirty days.
    case month

    /// What the link says.
    package var name: String {
        switch self {
        case .day: "Day"
        case .week: "Week"
        case .month: "Month"
        }
    }

    /// What it covers, in a sentence.
    package var words: String {
        switch self {
        case .day: "the last 24 hours"
        case .week: "the last 7 days"
        case .month: "the last 30 days"
        }
    }

    /// How many slots.
    package var slots: Int {
        switch self {
        case .day: 24
        case .week: 28
        case .month: 30
        }
    }

    /// How long one slot is, in milliseconds.
    package var slotMilliseconds: Int64 {
        switch self {
        case .day: 3_600_000
        case .week: 21_600_000
        case .month: 86_400_000
        }
    }

    /// The beginning of the first slot, in milliseconds since 1970. Slots begin on whole hours and days of UTC; the
    /// last one holds now.
    package func start(at now: Moment) -> Int64 {
        let slot = slotMilliseconds
        return now.milliseconds / slot * slot - slot * Int64(slots - 1)
    }
}
