package import GPIO
package import Machine

/// What somebody allowed to be driven.
package enum PulseTarget: Sendable, Equatable {
    /// The motor of a lane.
    case lane(Lane)
    /// A line of the chip that the profile does not use: nothing is attached to it.
    case spare(LineName)

    /// The most that one call may allow: somebody stands at the machine.
    package static let mostTargets = 16

    /// Finds out what a name means: the id of a lane, the line of its motor, or another line of the profile's chip.
    /// - Returns: what it is, or why it may not be driven.
    package static func resolve(_ name: String, in profile: MachineProfile) -> Result<PulseTarget, Refused> {
        if let lane = profile.lane(name) { return .success(.lane(lane)) }
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let line = LineName(
            chip: parts.count == 2 ? String(parts[0]) : profile.chip,
            line: parts.count == 2 ? String(parts[1]) : name
        )
        if let lane = profile.lanes.first(where: { $0.motor.name == line }) { return .success(.lane(lane)) }
        if profile.inputs.contains(where: { $0.name == line }) {
            return .failure(Refused(reason: "it is an input; driving it could damage what drives it already"))
        }
        guard line.chip == profile.chip, !line.line.isEmpty else {
            return .failure(Refused(reason: "it is neither a lane nor a line of the chip \(profile.chip)"))
        }
        return .success(.spare(line))
    }

    /// Why a name may not be driven.
    package struct Refused: Error, Sendable, Equatable {
        /// In words.
        package let reason: String
    }
}
