/// How a part stands. The raw value is read by programs and never renamed.
package enum HealthStatus: String, CaseIterable, Sendable, Codable, Comparable {
    /// As it should be.
    case ok
    /// It works, but somebody should look.
    case degraded
    /// It does not work.
    case failed

    /// 0, 1 or 2, as the metrics show it.
    package var level: Int64 {
        switch self {
        case .ok: 0
        case .degraded: 1
        case .failed: 2
        }
    }

    package static func < (left: HealthStatus, right: HealthStatus) -> Bool { left.level < right.level }
}
