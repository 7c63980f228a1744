/// How a station of the simulated line misbehaves, from the command on. A script names them; see `FaultScript`.
package enum StationFault: Sendable, Hashable {
    /// It works.
    case normal
    /// The answer to the command's write comes this late; the bus asks for it with `SimulatedPLC.takeReplyFault`.
    case lateReply(milliseconds: Int)
    /// The answer to the command's write never comes; likewise.
    case lostReply
    /// The PLC echoes another hash than that of the serial it took.
    case wrongEcho
    /// The PLC takes the command, fires, and never acknowledges.
    case stuckBusy
    /// The power fails this long after the PLC took the command.
    case powerLoss(afterMilliseconds: Int)
    /// The reader sees nothing.
    case unreadable
    /// The reader sees another text.
    case misread
    /// The PLC's heartbeat stops when it takes the command.
    case heartbeatStops
    /// Each of the others strikes so many commands in a hundred; the command's number says which.
    case mixed(percent: Int)

    /// The most of a hundred commands that each fault may strike in a mixture.
    package static let maximumPercent = 12

    /// Every fault, with this delay where one has a delay.
    package static func all(delay: Int) -> [StationFault] {
        [
            .normal, .lateReply(milliseconds: delay), .lostReply, .wrongEcho, .stuckBusy,
            .powerLoss(afterMilliseconds: delay), .unreadable, .misread, .heartbeatStops,
        ]
    }

    /// The delay of a fault that has one, in milliseconds.
    package var delayMilliseconds: Int? {
        switch self {
        case .lateReply(let delay), .powerLoss(let delay): delay
        case .normal, .lostReply, .wrongEcho, .stuckBusy, .unreadable, .misread, .heartbeatStops, .mixed: nil
        }
    }

    /// The fault's word in a script.
    package var name: String {
        switch self {
        case .normal: "normal"
        case .lateReply: "lateReply"
        case .lostReply: "lostReply"
        case .wrongEcho: "wrongEcho"
        case .stuckBusy: "stuckBusy"
        case .powerLoss: "powerLoss"
        case .unreadable: "unreadable"
        case .misread: "misread"
        case .heartbeatStops: "heartbeatStops"
        case .mixed: "mixed"
        }
    }

    /// The fault as a script writes it.
    package var text: String {
        if case .mixed(let percent) = self { return "\(name):\(percent)" }
        return name + (delayMilliseconds.map { ":\($0)" } ?? "")
    }

    /// The fault of one command. Of a mixture it is another one for each number, always the same one for the same.
    func strike(command sequence: UInt32) -> StationFault {
        guard case .mixed(let percent) = self, percent > 0 else { return self }
        let kinds: [StationFault] = [
            .lateReply(milliseconds: 500), .lostReply, .wrongEcho, .stuckBusy, .powerLoss(afterMilliseconds: 10),
            .unreadable, .misread, .heartbeatStops,
        ]
        // Fibonacci hashing spreads numbers that count up evenly (Knuth, volume 3, section 6.4).
        let draw = Int(((UInt64(sequence) &* 0x9E37_79B9_7F4A_7C15) >> 33) % 100)
        return draw / percent < kinds.count ? kinds[draw / percent] : .normal
    }
}

/// What the bus does with the answer to a command.
package enum ReplyFault: Sendable, Hashable {
    /// It sends it this late.
    case late(milliseconds: Int)
    /// It sends none.
    case lost
}
