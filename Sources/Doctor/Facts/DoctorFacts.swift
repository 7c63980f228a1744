/// What was measured on a machine, area by area. A part that is nil was not looked at; what could not be measured says
/// why in its own `problem`. Nothing in it is secret.
package struct DoctorFacts: Codable, Sendable, Equatable {
    /// The configuration, the profile, and whether the agent runs.
    package var setup: SetupFacts
    /// The lines that are read.
    package var inputs: [InputFact]
    /// The lines that are driven.
    package var outputs: [OutputFact]
    /// What a consented pulse of each output did.
    package var pulses: [PulseFact]
    /// What became of an output whose process died.
    package var release: ReleaseFacts?
    /// The Modbus buses.
    package var buses: [BusFact]
    /// The clock.
    package var clock: ClockFacts?
    /// The way to the coordinator.
    package var link: LinkFacts?
    /// What waits for the coordinator.
    package var queue: QueueFacts?
    /// The disk of the state folder.
    package var disk: DiskFacts?
    /// What is installed.
    package var versions: VersionFacts?

    /// Facts of which only the setup is known.
    package init(setup: SetupFacts) {
        self.setup = setup
        inputs = []
        outputs = []
        pulses = []
        buses = []
    }
}
