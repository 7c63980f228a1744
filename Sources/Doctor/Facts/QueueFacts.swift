/// What the journal holds for the coordinator.
package struct QueueFacts: Codable, Sendable, Equatable {
    /// Who said so.
    package enum Source: String, Codable, Sendable, CaseIterable {
        /// The running agent.
        case agent
        /// The journal's file, while no agent runs.
        case journal
    }

    /// Who said so; nil when nobody could.
    package var source: Source?
    /// Receipts that wait.
    package var waiting: Int64
    /// Their size.
    package var bytes: Int64
    /// How long the oldest of them has waited; nil without one, or without a right clock.
    package var oldestMilliseconds: Int64?
    /// Receipts that the coordinator did not believe.
    package var deadLetters: Int64
    /// Intents without outcome.
    package var openIntents: Int64
    /// Bytes held for outcomes.
    package var reserveBytes: Int64
    /// Damaged journals that were set aside.
    package var setAside: [String]
    /// Why it could not be looked at.
    package var problem: String?

    /// Facts with all their parts.
    package init(
        source: Source? = nil,
        waiting: Int64 = 0,
        bytes: Int64 = 0,
        oldestMilliseconds: Int64? = nil,
        deadLetters: Int64 = 0,
        openIntents: Int64 = 0,
        reserveBytes: Int64 = 0,
        setAside: [String] = [],
        problem: String? = nil
    ) {
        self.source = source
        self.waiting = waiting
        self.bytes = bytes
        self.oldestMilliseconds = oldestMilliseconds
        self.deadLetters = deadLetters
        self.openIntents = openIntents
        self.reserveBytes = reserveBytes
        self.setAside = setAside
        self.problem = problem
    }
}
