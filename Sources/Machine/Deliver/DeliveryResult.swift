internal import Faults
package import GPIO

/// How a delivery ended, why, and what was seen of it.
package struct DeliveryResult: Codable, Sendable, Equatable {
    /// How it ended.
    package var status: DeliveryStatus
    /// Why it did not finish; nil when it did.
    package var reason: DeliveryReason?
    /// What was seen.
    package var evidence: DeliveryEvidence

    /// A result with all its parts.
    package init(_ status: DeliveryStatus, _ reason: DeliveryReason?, evidence: DeliveryEvidence = DeliveryEvidence()) {
        self.status = status
        self.reason = reason
        self.evidence = evidence
    }

    /// The outcome of an intent that is on disk without one, found at start. The motor may have run or not, and a lane
    /// keeps no memory of its own that could be read back, so the delivery is in doubt whatever the sensors show now;
    /// it is never run again. The levels go into the evidence for the person who decides.
    ///
    /// - Parameters:
    ///   - lane: the lane of the intent.
    ///   - profile: the profile the lane is part of.
    ///   - levels: the inputs as they are now, with the outputs already safe.
    package static func restartResolution(
        forOpenIntentOf lane: Lane,
        of profile: MachineProfile,
        levels: [LineName: Level]
    ) -> DeliveryResult {
        var evidence = DeliveryEvidence()
        evidence.homeAtEnd = lane.home.flatMap { levels[$0.name] }.map { $0 == .active }
        evidence.dropSensorActiveAtEnd = levels[lane.drop.name] == .active
        evidence.interlock = profile.interlocks(blocking: lane.id).first { levels[$0.input.name] == .inactive }?.id
        let status: DeliveryStatus = Mutant.openIntentsTakenForUndone.isActive ? .failed : .inDoubt
        return DeliveryResult(status, .interrupted, evidence: evidence)
    }
}
