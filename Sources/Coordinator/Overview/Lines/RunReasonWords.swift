import Machine

/// What the reasons of runs say to a person. Machines tell them in one word: why a unit was not commissioned, or a word
/// of their own.
enum RunReasonWords {
    /// Somebody asked for it.
    static let requested = "requested"
    /// A scrapped unit may have passed the reject gate.
    static let gateUnconfirmed = "gateUnconfirmed"

    /// What is so, to follow a colon; the machine's own word for what is not known here.
    static func what(_ reason: String) -> String {
        if let unit = StampReason(rawValue: reason) { return what(unit) ?? reason }
        return switch reason {
        case requested: "somebody asked for it"
        case "noSerials": "no serial was left"
        case "failuresInARow": "too many units in a row failed"
        case gateUnconfirmed: "the reject gate did not answer"
        case "storage": "the machine's disk is full"
        case "newIncarnation", "machineLost": "the machine started anew"
        case "noStation": "the machine's profile has no such station"
        default: reason
        }
    }

    /// What to do before the run goes on.
    static func step(_ reason: String?) -> String {
        switch reason.flatMap(StampReason.init(rawValue:)) {
        case .notExecuting: return "Bring the line to Execute at its panel, then let the run go on."
        case .heartbeatLost, .countersUnknown:
            return "Check the power of the PLC and its cable, then let the run go on."
        case .busy, .commandPending, .countersMoved, .payloadNotWritten:
            return "The PLC holds a command that is not done: clear the line at its panel, then let the run go on."
        case .readBackMismatch, .unreadable: return "Look at the reader and at the last mark, then let the run go on."
        case .crcMismatch, .markerFault: return "Look at the marker and its cable, then let the run go on."
        case let unit? where unit.isInDoubt:
            return "Take the unit in doubt out, clear the line at its panel, then let the run go on."
        default: break
        }
        return switch reason {
        case "failuresInARow": "Look at marker and reader, try a unit by hand, then let the run go on."
        case gateUnconfirmed: "Look at the reject gate, then let the run go on."
        case "storage": "Make room on the machine's disk, then let the run go on."
        case "noStation": "Put a profile with its stations on the machine, then let the run go on."
        default: "Look at the line, then let the run go on."
        }
    }

    private static func what(_ unit: StampReason) -> String? {
        switch unit {
        case .notExecuting: "the line is not in Execute"
        case .heartbeatLost: "the heartbeat is lost"
        case .countersUnknown: "the PLC can't be read"
        case .busy, .commandPending: "the PLC holds a command that is not done"
        case .readBackMismatch: "the reader saw another serial"
        case .unreadable: "the reader saw nothing"
        case .markerFault: "the marker reported a fault"
        case .crcMismatch: "the marker was sent a damaged serial"
        case let unit where unit.isInDoubt: "a unit is in doubt (\(unit.rawValue))"
        default: nil
        }
    }
}
