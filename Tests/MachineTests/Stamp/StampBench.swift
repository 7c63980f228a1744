import Machine

/// Drives a sequencer by hand, in milliseconds, against registers that the test sets.
struct StampBench {
    static let origin: UInt64 = 7_000_000_000
    static let serial = "SN-1"

    let station: Station
    let modbus: ModbusProfile
    var sequencer: StampSequencer
    /// What a read gives.
    var registers: [String: RegisterValue]
    private(set) var effects: [StampSequencer.Effect] = []
    private(set) var now = 0

    init(retentive: Bool = true, serial: String = StampBench.serial, recovering intent: StampIntent? = nil) {
        let modbus = StationFixture.modbus(retentive: retentive)
        let station = modbus.stations[0]
        self.modbus = modbus
        self.station = station
        if let intent {
            sequencer = StampSequencer(recovering: intent, at: station, of: modbus)
        } else {
            sequencer = StampSequencer(serial: serial, at: station, of: modbus)
        }
        registers = [
            "command": .number(7), "taken": .number(7), "acknowledged": .number(7), "boots": .number(3),
            "result": .number(1), "hash": .number(99), "state": .number(6), "reject": .number(4),
            "readBack": .text("SN-0"), "length": .number(0), "payload": .text(""), "crc": .number(0),
        ]
    }

    static var intent: StampIntent {
        StampIntent(station: "S1", serial: serial, sequence: 8, bootCount: 3, rejectSequence: 5)
    }

    @discardableResult
    mutating func at(_ milliseconds: Int, _ event: StampSequencer.Event) -> [StampSequencer.Effect] {
        now = milliseconds
        let new = sequencer.handle(event, at: Self.origin + UInt64(milliseconds) * 1_000_000)
        effects += new
        return new
    }

    /// The number of the last request.
    var request: Int {
        for effect in effects.reversed() {
            switch effect {
            case .read(let number, _), .write(let number, _): return number
            case .needIntent, .started, .finished: continue
            }
        }
        return 0
    }

    /// Answers the last read with the registers as they are; lets the poll come first where one is due.
    @discardableResult
    mutating func read(_ milliseconds: Int) -> [StampSequencer.Effect] {
        at(milliseconds, .tick)
        return at(milliseconds, .read(request, registers))
    }

    /// Answers the last write; one that is done is in the registers.
    @discardableResult
    mutating func wrote(_ milliseconds: Int, _ outcome: WriteOutcome) -> [StampSequencer.Effect] {
        if outcome == .done, case .write(_, let writes) = effects.last {
            for write in writes { registers[write.name] = write.value }
        }
        return at(milliseconds, .wrote(request, outcome))
    }

    /// Begins, and goes on until the command is to be written: at 40.
    mutating func untilCommand() {
        at(0, .begin(heartbeatAlive: true))
        read(10)
        at(20, .intentCommitted)
        wrote(30, .done)
        read(40)
    }

    /// The PLC takes the command and acknowledges it.
    mutating func acknowledge(result: MarkResult = .marked, hash: UInt32 = SerialPayload.hash(of: serial)) {
        registers["taken"] = .number(8)
        registers["acknowledged"] = .number(8)
        registers["result"] = .number(result.rawValue)
        registers["hash"] = .number(hash)
        registers["readBack"] = .text("")
    }

    var result: StampResult? {
        for case .finished(let result) in effects { return result }
        return nil
    }

    /// How often the command was written.
    var commands: Int {
        effects.count {
            if case .write(_, let writes) = $0 { writes.map(\.name) == ["command"] } else { false }
        }
    }

    var rejects: Int {
        effects.count { if case .write(_, let writes) = $0 { writes.map(\.name) == ["reject"] } else { false } }
    }

    static let command = [RegisterWrite("command", .number(8))]
    static let reject = [RegisterWrite("reject", .number(5))]
}
