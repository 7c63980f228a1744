/// What was seen of one unit: what a person needs who has to judge it.
package struct StampEvidence: Codable, Sendable, Equatable {
    /// The sequence of the command; nil when none was chosen.
    package var sequence: UInt32?
    /// How often the command was written: 0 after a restart, when this process wrote nothing.
    package var commandWrites = 0
    /// The PLC's boot count when it was last read.
    package var bootCount: UInt32?
    /// The sequence the PLC had taken when it was last read.
    package var takenSequence: UInt32?
    /// The sequence the PLC had acknowledged when it was last read.
    package var acknowledgedSequence: UInt32?
    /// The result register when it was last read.
    package var result: UInt32?
    /// The hash the PLC had echoed when it was last read.
    package var echoedHash: UInt32?
    /// The PackML state when it was last read.
    package var packMLState: UInt32?
    /// What the reader saw; nil when it was not asked or saw nothing.
    package var readBack: String?
    /// From the first command to the acknowledgement, in milliseconds.
    package var markMilliseconds: Int?
    /// Whether a heartbeat was lost.
    package var heartbeatLost = false
    /// Whether the reject gate was told, and is known to have been.
    package var rejected = false
    /// Whether this is the outcome of an intent that was found at start.
    package var afterRestart = false

    /// Evidence of nothing yet.
    package init() {}
}
