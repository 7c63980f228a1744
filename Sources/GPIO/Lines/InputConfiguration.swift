/// One input. Both of its edges are always watched.
package struct InputConfiguration: Hashable, Sendable {
    /// The longest debounce period, in microseconds: ten seconds. Longer is a mistake in the unit.
    package static let maximumDebounceMicroseconds: UInt32 = 10_000_000

    /// Which line.
    package var name: LineName
    /// Whether the sensor pulls the pin low when it is asserted.
    package var activeLow: Bool
    /// The resistor to request.
    package var bias: Bias
    /// How long the line must be still before a change counts, in microseconds; 0 for every edge. 5,000 to 20,000
    /// suits a mechanical switch. A beam that falling goods break for milliseconds must have none.
    package var debounceMicroseconds: UInt32

    /// Describes an input.
    package init(name: LineName, activeLow: Bool = false, bias: Bias = .asIs, debounceMicroseconds: UInt32 = 0) {
        self.name = name
        self.activeLow = activeLow
        self.bias = bias
        self.debounceMicroseconds = debounceMicroseconds
    }
}
