/// What a new release has to show before it is kept. Pure.
package enum HealthGate {
    /// What is still missing, in words for a technician; empty when the gate is passed.
    /// - Parameters:
    ///   - status: what the agent says of itself.
    ///   - offline: whether it may do without the coordinator.
    package static func missing(_ status: AgentStatus, offline: Bool) -> [String] {
        var missing: [String] = []
        if !status.journalWritable { missing.append("its journal can't be written") }
        // Before its first enrolment a machine knows no profile that it could believe, so it has no lines to show.
        if status.phase == .enrolling, status.incarnation == 0, offline { return missing }
        switch status.phase {
        case .starting: missing.append("it is still starting")
        case .enrolling: missing.append("it is not enrolled; look whether its secret is still valid")
        case .running:
            if !status.outputsSafe { missing.append("its outputs were not seen at their safe level") }
            missing += status.troubles
            if !offline, !status.connected { missing.append("it has no session with the coordinator") }
        }
        if let quarantine = status.quarantine { missing.append("it is in quarantine: \(quarantine)") }
        return missing
    }
}
