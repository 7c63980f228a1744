/// How much a finding matters.
package enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
    /// It is as it should be.
    case ok
    /// Worth knowing; nothing has to be done.
    case note
    /// Somebody should look: it works now, or may not for long.
    case warning
    /// Somebody has to act: the machine does not work, or is not safe.
    case fault

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .ok: 0
        case .note: 1
        case .warning: 2
        case .fault: 3
        }
    }
}
