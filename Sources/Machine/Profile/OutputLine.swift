package import GPIO

/// One output of a profile. Its safe level is always `inactive`.
package struct OutputLine: Codable, Sendable, Equatable {
    /// Which line.
    package var name: LineName
    /// Whether the load is on while the pin is low.
    package var activeLow: Bool

    /// An output.
    package init(name: LineName, activeLow: Bool = false) {
        self.name = name
        self.activeLow = activeLow
    }
}
