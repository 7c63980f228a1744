/// How long a queue, or how large a file, was at one moment.
package struct SoakReading: Sendable, Equatable {
    /// Which: the same name for the same thing.
    package var name: String
    /// When it was read; nil before, between and after the phases.
    package var phase: SoakPhase?
    /// How much: items, or bytes.
    package var value: Double

    /// Makes a reading.
    package init(_ name: String, phase: SoakPhase?, value: Double) {
        self.name = name
        self.phase = phase
        self.value = value
    }
}
