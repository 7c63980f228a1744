/// The states of a run; ISA-95 job control, OPC 10031-4 section 6.3. A machine knows the last four.
package enum RunState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Something is missing. Next: `allowedToStart`, `aborted`.
    case notAllowedToStart
    /// It waits for the machine. Next: `notAllowedToStart`, `running`, `aborted`.
    case allowedToStart
    /// Units are stamped. Next: `interrupted`, `ended`, `aborted`.
    case running
    /// No unit is stamped until somebody resumes. Next: `running`, `ended`, `aborted`.
    case interrupted
    /// All that could be stamped is. Next: none.
    case ended
    /// A person gave it up. Next: none.
    case aborted

    /// Whether nothing follows.
    package var isFinal: Bool { self == .ended || self == .aborted }
}
