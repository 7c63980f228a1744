/// The whole and its parts, as `GET /health` answers it.
package struct HealthSummary: Sendable, Equatable, Codable {
    /// `failed` only when a critical part failed: degraded is not failed.
    package let status: HealthStatus
    /// The parts, in the order of `HealthComponent.Name`.
    package let components: [HealthComponent]

    /// Sums up.
    package init(_ components: [HealthComponent]) {
        self.components = components
        let hasFailed = components.contains { $0.critical && $0.status == .failed }
        let isFine = components.allSatisfy { $0.status == .ok }
        status = hasFailed ? .failed : isFine ? .ok : .degraded
    }
}
