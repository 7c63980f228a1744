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

    /// What the customer reads.
    package var words: String {
        switch self {
        case .recovering: "This machine is being checked. Please come back in a while."
        case .machineNotAllowed, .machineQuarantined, .profileDiffers: "This machine is out of service."
        case .machineOffline, .machineSilent: "This machine is not reachable right now. Nothing was charged."
        case .interlockOpen: "This machine is being serviced. Please come back in a while."
        case .laneDisabled: "This item is not for sale right now."
        case .laneFaulted, .laneNotReady: "This item is out of order. Please choose another."
        case .soldOut: "This item is sold out. Please choose another."
        }
    }
}
