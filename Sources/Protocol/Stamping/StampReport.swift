/// The end of one serial that left its block, with what the machine saw. There is exactly one for each.
package struct StampReport: Hashable, Sendable, Codable {
    /// What the machine saw.
    package struct Evidence: Hashable, Sendable, Codable {
        /// Most bytes of a text that was read back.
        package static let readBackBytes = 256

        /// How often the command was written. It has one sequence number, and the marker fires at most once for it.
        package var attempts: Int
        /// The command's sequence number.
        package var sequence: Int64?
        /// The number that the controller had taken when it was last read.
        package var taken: Int64?
        /// The number that the controller had acknowledged when it was last read.
        package var acknowledged: Int64?
        /// How often the controller had started when it was last read.
        package var bootCount: Int64?
        /// Whether the controller repeated the hash of this serial; nil when it was not asked.
        package var hashMatched: Bool?
        /// What was read from the unit.
        package var readBack: String?
        /// Whether the reject gate is known to have been told.
        package var rejected: Bool
        /// Whether the agent was started again in between.
        package var afterRestart: Bool

        /// Makes the evidence.
        package init(
            attempts: Int,
            sequence: Int64? = nil,
            taken: Int64? = nil,
            acknowledged: Int64? = nil,
            bootCount: Int64? = nil,
            hashMatched: Bool? = nil,
            readBack: String? = nil,
            rejected: Bool = false,
            afterRestart: Bool = false
        ) {
            self.attempts = attempts
            self.sequence = sequence
            self.taken = taken
            self.acknowledged = acknowledged
            self.bootCount = bootCount
            self.hashMatched = hashMatched
            self.readBack = readBack
            self.rejected = rejected
            self.afterRestart = afterRestart
        }
    }

    /// The run's id.
    package var run: String
    /// The block's id.
    package var block: String
    /// The serial.
    package var serial: String
    /// The station of the machine's profile.
    package var station: String
    /// Which unit of the run, from 1.
    package var unit: Int
    /// How it ended.
    package var status: StampStatus
    /// Why, in one word, unless it was commissioned.
    package var reason: String?
    /// What the machine saw.
    package var evidence: Evidence?

    /// Makes a report.
    package init(
        run: String,
        block: String,
        serial: String,
        station: String,
        unit: Int,
        status: StampStatus,
        reason: String? = nil,
        evidence: Evidence? = nil
    ) {
        self.run = run
        self.block = block
        self.serial = serial
        self.station = station
        self.unit = unit
        self.status = status
        self.reason = reason
        self.evidence = evidence
    }
}
