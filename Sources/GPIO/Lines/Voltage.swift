/// What a volt meter on the pin shows. The world's side of a simulated chip speaks voltages, because which of them is
/// `active` belongs to whoever requested the line; a type of its own keeps the two from being mixed up.
package enum Voltage: UInt8, Sendable, Hashable, CaseIterable {
    /// Near ground.
    case low = 0
    /// Near the supply.
    case high = 1

    /// What the voltage means to an owner of the line.
    package func level(activeLow: Bool) -> Level {
        (self == .high) != activeLow ? .active : .inactive
    }
}
