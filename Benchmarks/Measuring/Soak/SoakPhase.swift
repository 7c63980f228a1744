/// A part of a soak.
package enum SoakPhase: String, CaseIterable, Sendable {
    /// Fewer orders than the machines can deliver, and nothing fails.
    case baseline
    /// More orders than the machines can deliver, and everything fails.
    case overload
    /// As at first, after what waited was worked off.
    case recovery

    /// How much of the stated time it takes.
    package var share: Double {
        switch self {
        case .baseline, .recovery: 0.25
        case .overload: 0.5
        }
    }

    /// Orders, as a multiple of what the machines were measured to deliver.
    package var load: Double {
        switch self {
        case .baseline, .recovery: 0.3
        case .overload: 2
        }
    }
}
