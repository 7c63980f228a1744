/// What a register is to a station.
package enum StationRole: String, Sendable, CaseIterable {
    case payload, length, crc, commandSequence, takenSequence, acknowledgedSequence, bootCount, result, echoedHash
    case readBack, rejectSequence, packMLState, ourHeartbeat, theirHeartbeat

    /// Whether the agent writes it; it then has to be a holding register.
    package var isWritten: Bool {
        switch self {
        case .payload, .length, .crc, .commandSequence, .rejectSequence, .ourHeartbeat: true
        case .takenSequence, .acknowledgedSequence, .bootCount, .result, .echoedHash, .readBack, .packMLState,
            .theirHeartbeat:
            false
        }
    }

    /// The kinds of register it may be.
    package var kinds: [FieldRegister.Kind] {
        switch self {
        case .payload, .readBack: [.text]
        case .length, .crc, .result, .packMLState: [.uint16]
        case .echoedHash: [.uint32]
        case .commandSequence, .takenSequence, .acknowledgedSequence, .bootCount, .rejectSequence, .ourHeartbeat,
            .theirHeartbeat:
            [.uint16, .uint32]
        }
    }

    /// Whether several stations of one PLC may name the same register.
    package var isShareable: Bool {
        switch self {
        case .packMLState, .ourHeartbeat, .theirHeartbeat: true
        default: false
        }
    }
}

extension Station {
    /// The name of every register of the station with its role, in the order of `StationRole`.
    package var registers: [(role: StationRole, name: String)] {
        StationRole.allCases.map { ($0, name(of: $0)) }
    }

    /// The name of the register with this role.
    package func name(of role: StationRole) -> String {
        switch role {
        case .payload: marker.payload
        case .length: marker.length
        case .crc: marker.crc
        case .commandSequence: marker.commandSequence
        case .takenSequence: marker.takenSequence
        case .acknowledgedSequence: marker.acknowledgedSequence
        case .bootCount: marker.bootCount
        case .result: marker.result
        case .echoedHash: marker.echoedHash
        case .readBack: readBack
        case .rejectSequence: rejectSequence
        case .packMLState: packMLState
        case .ourHeartbeat: heartbeat.ours
        case .theirHeartbeat: heartbeat.theirs
        }
    }
}
