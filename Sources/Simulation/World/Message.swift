import Protocol

/// One message between a machine and the coordinator, on one connection.
struct Message: Sendable {
    /// Which machine's.
    let machine: Int
    /// The connection's number, never used again.
    let connection: Int
    /// Where it goes.
    let isToCoordinator: Bool
    /// What it says.
    var content: Content

    /// What is said. Bodies are what the programs make and read; only HTTP itself is left out.
    enum Content: Sendable {
        case enrolStart
        case enrol(String)
        case sessionStart
        case session(String)
        case stream(token: String, after: Int64)
        case receipts(token: String, body: [UInt8])
        case telemetry(token: String, body: [UInt8])

        case challenge(SessionChallenge)
        case enrolled([UInt8])
        case granted(String)
        case frame(String)
        case receiptsTaken([UInt8])
        case telemetryTaken([UInt8])
        case refused(WireCode?)
    }

    /// A word for the trace: no signature is in it.
    var trace: String {
        let word =
            switch content {
            case .enrolStart: "enrolStart"
            case .enrol: "enrol"
            case .sessionStart: "sessionStart"
            case .session: "session"
            case .stream(_, let after): "stream \(after)"
            case .receipts(_, let body): "receipts \(body.count)"
            case .telemetry(_, let body): "telemetry \(body.count)"
            case .challenge: "challenge"
            case .enrolled: "enrolled"
            case .granted: "granted"
            case .frame(let line): "frame \(line.utf8.count)"
            case .receiptsTaken(let body): "receiptsTaken \(body.count)"
            case .telemetryTaken: "telemetryTaken"
            case .refused(let code): "refused \(code?.rawValue ?? "")"
            }
        return "\(machine) \(connection) \(isToCoordinator ? "up" : "down") \(word)"
    }
}
