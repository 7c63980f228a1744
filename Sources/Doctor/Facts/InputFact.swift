package import GPIO

/// One input as it was found.
package struct InputFact: Codable, Sendable, Equatable {
    /// What the input is for.
    package enum Use: String, Codable, Sendable, CaseIterable {
        /// The switch that is active while a motor rests.
        case home
        /// The sensor that goods fall past.
        case drop
        /// A contact that is active while it is safe.
        case interlock

        /// What it shows on a machine at rest.
        package var atRest: Level {
            switch self {
            case .home, .interlock: .active
            case .drop: .inactive
            }
        }
    }

    /// Which line.
    package var line: LineName
    /// What it is for.
    package var use: Use
    /// The lanes, or the interlock, that use it.
    package var of: [String]
    /// Whether the sensor pulls the pin low.
    package var activeLow: Bool
    /// The resistor that the profile asks for.
    package var bias: Bias
    /// What it reads, with that resistor.
    package var level: Level?
    /// What it reads with the chip's resistor to the supply; nil when it was not tried.
    package var pulledUp: Level?
    /// What it reads with the chip's resistor to ground.
    package var pulledDown: Level?
    /// How often it changed while nobody touched the machine.
    package var changes: Int
    /// Why it could not be read.
    package var problem: LineProblem?

    /// An input that was not read yet.
    package init(line: LineName, use: Use, of: [String], activeLow: Bool, bias: Bias) {
        self.line = line
        self.use = use
        self.of = of
        self.activeLow = activeLow
        self.bias = bias
        changes = 0
    }

    /// Whether the line goes wherever a weak resistor pulls it: nothing drives it, and no resistor holds it.
    package var isFloating: Bool {
        guard let pulledUp, let pulledDown else { return false }
        return pulledUp.voltage(activeLow: activeLow) == .high && pulledDown.voltage(activeLow: activeLow) == .low
    }

    /// Whether it shows what a machine at rest shows; nil when it could not be read.
    package var isAtRest: Bool? { level.map { $0 == use.atRest } }

    /// For a person: `the home switch of A1 (pinctrl-bcm2711/GPIO22)`.
    package var words: String { "\(role) (\(line))" }

    /// For a person, without the line.
    package var role: String {
        switch use {
        case .home: "the home switch of \(of.joined(separator: ", "))"
        case .drop: "the drop sensor of \(of.joined(separator: ", "))"
        case .interlock: "the interlock \(of.joined(separator: ", "))"
        }
    }
}
