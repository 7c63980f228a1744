/// The registers of the serial hand-over, by name.
package struct Marker: Codable, Sendable, Equatable {
    /// Text, written: the serial.
    package var payload: String
    /// Written: how many bytes of the payload are the serial.
    package var length: String
    /// Written: the CRC-16/MODBUS of those bytes.
    package var crc: String
    /// Written alone and last: the sequence of the command.
    package var commandSequence: String
    /// Read: the sequence the PLC has latched, before it fires.
    package var takenSequence: String
    /// Read: the sequence the PLC is done with.
    package var acknowledgedSequence: String
    /// Read: how often the PLC has started.
    package var bootCount: String
    /// Read: how the command ended; the numbers are those of `MarkResult`.
    package var result: String
    /// Read: the CRC-32 of the serial as the PLC took it.
    package var echoedHash: String
    /// Whether the PLC keeps taken, acknowledged and boot count over a loss of power. A PLC that does not is never
    /// sent a command twice.
    package var retentive: Bool

    /// A marker with all its parts.
    package init(
        payload: String,
        length: String,
        crc: String,
        commandSequence: String,
        takenSequence: String,
        acknowledgedSequence: String,
        bootCount: String,
        result: String,
        echoedHash: String,
        retentive: Bool
    ) {
        self.payload = payload
        self.length = length
        self.crc = crc
        self.commandSequence = commandSequence
        self.takenSequence = takenSequence
        self.acknowledgedSequence = acknowledgedSequence
        self.bootCount = bootCount
        self.result = result
        self.echoedHash = echoedHash
        self.retentive = retentive
    }

    /// What one write puts into the PLC before the command: one contiguous block.
    package var payloadBlock: [String] { [length, payload, crc] }

    /// What one read takes out of it: one contiguous block, so that the values belong together.
    package var answerBlock: [String] { [takenSequence, acknowledgedSequence, bootCount, result, echoedHash] }
}
