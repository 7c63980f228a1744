/// One place of a line that stamps: the marker, the reader behind it, the reject gate, and the names of the registers
/// that speak of them. docs/stamping.md is the contract between both sides. Times are milliseconds.
package struct Station: Codable, Sendable, Equatable {
    /// What follows a unit that was scrapped.
    package enum FailurePolicy: String, Codable, Sendable, CaseIterable {
        /// The next unit, until too many in a row were scrapped.
        case `continue`
        /// The line stops until a person releases it.
        case hold
    }

    /// The longest any time of a station may be.
    package static let maximumTimeMilliseconds = 120_000
    /// How many failures in a row a line may be allowed.
    package static let failuresRange = 1...100

    /// Its name in the profile.
    package var id: String
    /// What puts the serial on the unit.
    package var marker: Marker
    /// The register with the text that was read back from the unit. The PLC empties it when it takes a command.
    package var readBack: String
    /// The register that counts commands to the reject gate: one more diverts one unit.
    package var rejectSequence: String
    /// The register with the PackML state; its numbers are those of `PackMLState`.
    package var packMLState: String
    /// The signs of life both ways.
    package var heartbeat: Heartbeat
    /// How long the PLC may take from the command to its acknowledgement.
    package var markTimeoutMilliseconds: Int
    /// How long the reader may take from there.
    package var readTimeoutMilliseconds: Int
    /// How many units in a row may be scrapped before the line holds.
    package var failuresBeforeHold: Int
    /// What follows a unit that was scrapped.
    package var afterFailure: FailurePolicy

    /// A station with all its parts.
    package init(
        id: String,
        marker: Marker,
        readBack: String,
        rejectSequence: String,
        packMLState: String,
        heartbeat: Heartbeat,
        markTimeoutMilliseconds: Int,
        readTimeoutMilliseconds: Int,
        failuresBeforeHold: Int,
        afterFailure: FailurePolicy
    ) {
        self.id = id
        self.marker = marker
        self.readBack = readBack
        self.rejectSequence = rejectSequence
        self.packMLState = packMLState
        self.heartbeat = heartbeat
        self.markTimeoutMilliseconds = markTimeoutMilliseconds
        self.readTimeoutMilliseconds = readTimeoutMilliseconds
        self.failuresBeforeHold = failuresBeforeHold
        self.afterFailure = afterFailure
    }
}
