/// The generation and its recovery as operators see it: `GET /v1/recovery`.
package struct RecoveryView: Codable, Sendable, Equatable {
    /// One machine of the recovery.
    package struct MachineView: Codable, Sendable, Equatable {
        /// Its id.
        package let machine: String
        /// `waiting`, `replaying`, `replayed`, `closed` or `setAside`.
        package let standing: String
        /// What that means, in words.
        package let text: String
        /// Receipts that the machine no longer had: what they said is lost.
        package let missingReceipts: Int64
        /// Deliveries of which this database had no command.
        package let recoveredDeliveries: Int64
        /// When that was last so, milliseconds since 1970.
        package let changedAt: Int64
        /// Who closed it.
        package let closedBy: String?
        /// Why it was closed.
        package let note: String?
    }

    /// The generation's number, from 1.
    package let generation: Int64
    /// `first`, `restore` or `machineAhead`.
    package let reason: String
    /// Which machine was ahead; empty for the other reasons.
    package let subject: String
    /// Whether nothing is sold because of it.
    package let open: Bool
    /// The same in words, with what to do next.
    package let text: String
    /// When the generation began, milliseconds since 1970.
    package let startedAt: Int64
    /// When its recovery ended, milliseconds since 1970.
    package let closedAt: Int64?
    /// Who ended it; nil when every machine had come.
    package let closedBy: String?
    /// Why.
    package let note: String?
    /// Its machines, by id.
    package let machines: [MachineView]
    /// Payments to addresses that this database never gave out, not settled yet.
    package let unclaimedPayments: Int64
    /// Deliveries that came before their payment was seen here.
    package let deliveriesWithoutPayment: Int64
}

extension RecoveryState.Standing {
    /// What an operator reads.
    package var words: String {
        switch self {
        case .waiting: "Has not come yet. Get it back on line, or close it."
        case .replaying: "Sends what it did."
        case .replayed: "Has told all that it did."
        case .closed: "Closed by a person; what it did is taken in when it comes."
        case .setAside: "Set aside, so nobody waits for it. Look at the machine."
        }
    }
}
