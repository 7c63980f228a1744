/// What a finding is about, in the order in which a technician works.
package enum Area: String, Codable, Sendable, CaseIterable {
    /// Configuration, profile, agent.
    case setup
    /// Inputs and their wiring.
    case lines
    /// Outputs at their safe level.
    case outputs
    /// Outputs that were pulsed.
    case pulse
    /// What the kernel does with the outputs of a process that died.
    case release
    /// The Modbus buses.
    case modbus
    /// The clock.
    case clock
    /// The way to the coordinator.
    case link
    /// What waits for the coordinator.
    case queue
    /// The disk.
    case disk
    /// What is installed.
    case versions
}
