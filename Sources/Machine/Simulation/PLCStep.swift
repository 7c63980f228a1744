/// Something that will happen in the simulated PLC unless it loses power or is aborted first.
struct PLCStep: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case take, fire, markDone, readDone, powerBack, powerLoss
        case settled(PackMLState)
        case heartbeatMissed, outputsExpired
    }

    var time: UInt64
    var kind: Kind
}

/// One command that the PLC has taken.
struct MarkCycle: Sendable, Equatable {
    var sequence: UInt32
    var serial: String
}
