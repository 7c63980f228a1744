/// Why nothing is sold right now. Checked before a quote, so that nobody pays for a machine that can't deliver.
package enum ReadinessRefusal: String, Hashable, Codable, Sendable, CaseIterable {
    /// The coordinator was restored and is comparing notes with its machines.
    case recovering
    /// No operator allowed this machine.
    case machineNotAllowed
    /// The machine is quarantined.
    case machineQuarantined
    /// The machine runs another profile than the place sells from.
    case profileDiffers
    /// No link.
    case machineOffline
    /// A link, but nothing heard for too long.
    case machineSilent
    /// A door is open, or the machine is tilted.
    case interlockOpen
    /// An operator switched the lane off.
    case laneDisabled
    /// A delivery failed or is in doubt, and nobody cleared the lane.
    case laneFaulted
    /// The machine itself reports that the lane can't deliver.
    case laneNotReady
    /// Nothing left that is not promised.
    case soldOut

    /// What programs are told that the customer reads, in English.
    package var words: String { text(.english) }
}
