/// What a line means, after active-low has been applied: a lamp that lights on low is `active` when it is lit.
package enum Level: UInt8, Sendable, Codable, Hashable, CaseIterable {
    /// At rest: motor off, beam clear.
    case inactive = 0
    /// Asserted: motor on, beam broken.
    case active = 1

    /// The other level.
    package var inverted: Level { self == .active ? .inactive : .active }

    /// What a volt meter on the pin shows at this level.
    package func voltage(activeLow: Bool) -> Voltage {
        (self == .active) != activeLow ? .high : .low
    }
}
