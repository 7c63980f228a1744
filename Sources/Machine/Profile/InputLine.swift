package import GPIO

/// One input of a profile.
package struct InputLine: Codable, Sendable, Equatable {
    /// Which line.
    package var name: LineName
    /// Whether the sensor pulls the pin low when it is asserted.
    package var activeLow: Bool
    /// The resistor to request.
    package var bias: Bias
    /// How long the line must be still before a change counts, in microseconds; 0 for every edge.
    package var debounceMicroseconds: Int
    /// Whether several lanes may use it: one light curtain below all of them, say.
    package var shared: Bool

    /// An input.
    package init(
        name: LineName,
        activeLow: Bool = false,
        bias: Bias = .asIs,
        debounceMicroseconds: Int = 0,
        shared: Bool = false
    ) {
        self.name = name
        self.activeLow = activeLow
        self.bias = bias
        self.debounceMicroseconds = debounceMicroseconds
        self.shared = shared
    }
}
