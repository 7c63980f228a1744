/// One part and how it stands.
package struct HealthComponent: Sendable, Equatable, Codable {
    /// The parts. The raw value is read by programs and never renamed.
    package enum Name: String, CaseIterable, Sendable, Codable {
        /// The database: can it be read, does it commit.
        case database
        /// Free space where the state folder is.
        case disk
        /// Debits equal credits.
        case books
        /// The ways to be paid.
        case rails
        /// The machines that open places sell by.
        case machines
        /// What waits to be told to the outside.
        case outboxes
        /// What a person should have seen.
        case alarms
        /// Whether a restored database still waits for what its machines know. Not critical: machines have to reach a
        /// coordinator that recovers.
        case recovery
        /// This computer's clock.
        case clock

        /// Whether nothing can be sold without it. Any other part that fails only degrades the whole.
        package var isCritical: Bool { self == .database || self == .disk }
    }

    /// Which part.
    package let name: Name
    /// How it stands.
    package let status: HealthStatus
    /// Whether nothing can be sold without it.
    package let critical: Bool
    /// In words, with what to do when something is to be done.
    package let detail: String
    /// Since when it stands so, milliseconds since 1970.
    package var since: Int64

    /// Makes a component; `since` is filled in by whoever remembers.
    package init(_ name: Name, _ status: HealthStatus, _ detail: String, since: Int64 = 0) {
        self.name = name
        self.status = status
        self.detail = detail
        self.since = since
        critical = name.isCritical
    }
}
