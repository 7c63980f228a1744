/// What is on disk before a serial goes out: all that a restart needs to find out what became of it.
package struct StampIntent: Codable, Sendable, Equatable {
    /// The station's id.
    package var station: String
    /// The serial.
    package var serial: String
    /// The sequence of the command that will carry it.
    package var sequence: UInt32
    /// The PLC's boot count when the sequence was chosen.
    package var bootCount: UInt32
    /// The sequence for the reject gate, should the unit be scrapped.
    package var rejectSequence: UInt32

    /// An intent with all its parts.
    package init(station: String, serial: String, sequence: UInt32, bootCount: UInt32, rejectSequence: UInt32) {
        self.station = station
        self.serial = serial
        self.sequence = sequence
        self.bootCount = bootCount
        self.rejectSequence = rejectSequence
    }

    /// What the PLC has to echo.
    package var hash: UInt32 { SerialPayload.hash(of: serial) }
}
