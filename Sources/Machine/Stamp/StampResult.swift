/// How a unit ended, why, and what was seen of it.
package struct StampResult: Codable, Sendable, Equatable {
    /// How it ended.
    package var status: StampStatus
    /// Why it was not commissioned; nil when it was.
    package var reason: StampReason?
    /// What was seen.
    package var evidence: StampEvidence

    /// A result with all its parts.
    package init(_ status: StampStatus, _ reason: StampReason?, evidence: StampEvidence = StampEvidence()) {
        self.status = status
        self.reason = reason
        self.evidence = evidence
    }
}
