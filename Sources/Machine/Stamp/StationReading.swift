/// The numbers of the hand-over, as one read gave them.
package struct StationReading: Sendable, Equatable {
    /// The command sequence as the PLC holds it.
    package var command: UInt32
    /// The sequence it has taken.
    package var taken: UInt32
    /// The sequence it has acknowledged.
    package var acknowledged: UInt32
    /// How often it has started.
    package var bootCount: UInt32
    /// The result of the acknowledged command.
    package var result: UInt32
    /// The hash of the serial it took.
    package var hash: UInt32
    /// The line's state.
    package var packML: UInt32
    /// The last sequence for the reject gate.
    package var reject: UInt32

    /// A reading with all its parts.
    package init(
        command: UInt32,
        taken: UInt32,
        acknowledged: UInt32,
        bootCount: UInt32,
        result: UInt32 = 0,
        hash: UInt32 = 0,
        packML: PackMLState = .execute,
        reject: UInt32 = 0
    ) {
        self.command = command
        self.taken = taken
        self.acknowledged = acknowledged
        self.bootCount = bootCount
        self.result = result
        self.hash = hash
        self.packML = packML.rawValue
        self.reject = reject
    }

    /// The registers one reading takes.
    package static func registers(of station: Station) -> [String] {
        station.marker.answerBlock
            + [station.marker.commandSequence, station.packMLState, station.rejectSequence]
    }

    /// The reading in what the bus gave; nil when a number is missing.
    package init?(_ values: [String: RegisterValue], of station: Station) {
        let marker = station.marker
        guard let command = values[marker.commandSequence]?.number,
            let taken = values[marker.takenSequence]?.number,
            let acknowledged = values[marker.acknowledgedSequence]?.number,
            let bootCount = values[marker.bootCount]?.number,
            let result = values[marker.result]?.number,
            let hash = values[marker.echoedHash]?.number,
            let packML = values[station.packMLState]?.number,
            let reject = values[station.rejectSequence]?.number
        else { return nil }
        self.command = command
        self.taken = taken
        self.acknowledged = acknowledged
        self.bootCount = bootCount
        self.result = result
        self.hash = hash
        self.packML = packML
        self.reject = reject
    }
}
