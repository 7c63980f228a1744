/// What one process used at one moment.
package struct SoakSample: Sendable, Equatable {
    /// Which program: `coordinator`, `agent-1`.
    package var process: String
    /// Which life of it, from 1.
    package var life: Int
    /// When it was taken; nil before, between and after the phases.
    package var phase: SoakPhase?
    /// Memory in RAM, in bytes.
    package var residentBytes: Double
    /// Open file descriptors.
    package var descriptors: Double

    /// Makes a sample.
    package init(process: String, life: Int, phase: SoakPhase?, residentBytes: Double, descriptors: Double) {
        self.process = process
        self.life = life
        self.phase = phase
        self.residentBytes = residentBytes
        self.descriptors = descriptors
    }
}
