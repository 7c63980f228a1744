/// What the counters of a PLC say of an intent. It is the whole of what a restart decides about an intent without an
/// outcome, and what the sequencer goes by after every read; docs/stamping.md has it as a table.
package enum StampRecovery: Sendable, Equatable {
    /// Acknowledged with the right hash: marked, once. The reader has the last word.
    case done
    /// Acknowledged, and not marked right; the reason says how.
    case failed(StampReason)
    /// Taken and not yet acknowledged, or in the PLC and not yet taken: it may still end well.
    case underWay(taken: Bool)
    /// Proven: the PLC never took it. The only case in which the same sequence may be written again, and only by the
    /// process that wrote it.
    case notExecuted
    /// The PLC would look like this too if it had taken the command and forgotten it.
    case unproven
    /// Nobody can tell; the reason says why.
    case inDoubt(StampReason)

    /// Reads the counters.
    ///
    /// - Parameters:
    ///   - intent: what is on disk.
    ///   - reading: the numbers of the hand-over, all from one read.
    ///   - station: the intent's station.
    ///   - modbus: the part of the profile that the station is in.
    package static func decision(
        on intent: StampIntent,
        from reading: StationReading,
        station: Station,
        of modbus: ModbusProfile
    ) -> StampRecovery {
        let width = SequenceWidth(modbus.register(station.marker.commandSequence)?.kind)
        if reading.acknowledged == intent.sequence {
            return acknowledged(intent, reading)
        }
        if reading.bootCount != intent.bootCount {
            return .inDoubt(.restarted)
        }
        if reading.taken == intent.sequence {
            return .underWay(taken: true)
        }
        guard width.next(after: reading.taken) == intent.sequence else {
            return .inDoubt(.outOfStep)
        }
        if reading.command == intent.sequence {
            return .underWay(taken: false)
        }
        return station.marker.retentive ? .notExecuted : .unproven
    }

    private static func acknowledged(_ intent: StampIntent, _ reading: StationReading) -> StampRecovery {
        switch MarkResult(rawValue: reading.result) {
        case .marked where reading.hash == intent.hash: .done
        // A PLC that restarted has forgotten the hash; one that did not took another serial.
        case .marked, .nothing: .inDoubt(reading.bootCount == intent.bootCount ? .wrongHash : .restarted)
        case .crcMismatch: .failed(.crcMismatch)
        case .markerFault: .failed(.markerFault)
        case .interrupted: .inDoubt(.interrupted)
        case nil: .inDoubt(.unknownResult)
        }
    }
}
