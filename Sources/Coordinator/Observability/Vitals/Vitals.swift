package import Database

/// Everything that metrics and health are made of, as of one moment.
package struct Vitals: Sendable {
    /// How a rail stands.
    package struct RailVitals: Sendable, Equatable {
        /// Its id in the configuration.
        package var id: String
        /// What is wrong with it; nil when it sees payments.
        package var trouble: String?
        /// When it last answered; nil for never since the start.
        package var lastAnswer: Moment?
    }

    /// When.
    package var now: Moment
    /// How the database does.
    package var database: DatabaseStatistics
    /// What the database says; nil when it could not be read.
    package var stored: StoredVitals?
    /// Why it could not be read.
    package var readFailure: String?
    /// Free bytes where the state folder is; nil when the system does not say.
    package var diskAvailableBytes: Int64?
    /// The rails.
    package var rails: [RailVitals]
    /// The machines with a live link.
    package var connectedMachines: Set<String>
}
