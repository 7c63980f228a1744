import GPIO
import Machine

/// A vending machine with one lane, and a line with one station: the smallest that have everything a sale or a stamp
/// touches.
enum ModelProfile {
    static let lane = "A1"
    static let gtin = "09506000134352"
    /// How long an answer of the PLC is waited for.
    static let requestTimeoutMilliseconds = 200
    static let motor = line("motor")

    private static let chip = "model"

    private static func line(_ name: String) -> LineName { LineName(chip: chip, line: name) }

    static let vending = MachineProfile(
        name: "model",
        board: "simulated",
        chip: chip,
        lanes: [
            Lane(
                id: lane,
                motor: OutputLine(name: motor),
                home: InputLine(name: line("home"), activeLow: true, bias: .pullUp),
                drop: InputLine(name: line("drop"), activeLow: true, bias: .pullUp, shared: true),
                maxOnMilliseconds: 4_000,
                minimumOffMilliseconds: 500,
                homeTimeoutMilliseconds: 3_000,
                dropWindowMilliseconds: 1_500,
                capacity: 8
            )
        ],
        interlocks: [
            Interlock(
                id: "door",
                kind: .door,
                input: InputLine(name: line("door"), activeLow: true, bias: .pullUp),
                blocks: [lane]
            )
        ],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200)
    )

    static let modbus = ModbusProfile(
        buses: [FieldBus(id: "line", link: .tcp(host: "127.0.0.1", port: 502))],
        devices: [plc],
        stations: [station]
    )

    private static let plc = FieldDevice(
        id: "plc",
        bus: "line",
        unit: 1,
        requestTimeoutMilliseconds: requestTimeoutMilliseconds,
        byteTimeoutMilliseconds: 50,
        identity: FieldDevice.Expectation(register: "identity", value: 4_242),
        wordOrder: FieldDevice.Expectation(register: "wordOrder", value: 0x0102_0304),
        outputWatchdog: FieldDevice.Expectation(register: "watchdog", value: 1_000),
        registers: [
            number("identity", 0), number("wordOrder", 1, .uint32), number("watchdog", 3), number("length", 10),
            text("payload", 11), number("crc", 21), number("command", 30), number("taken", 40),
            number("acknowledged", 41), number("boots", 42), number("result", 43), number("hash", 44, .uint32),
            text("readBack", 50), number("reject", 60), number("state", 61), number("ours", 62), number("theirs", 63),
        ]
    )

    static let station = Station(
        id: "S1",
        marker: Marker(
            payload: "payload",
            length: "length",
            crc: "crc",
            commandSequence: "command",
            takenSequence: "taken",
            acknowledgedSequence: "acknowledged",
            bootCount: "boots",
            result: "result",
            echoedHash: "hash",
            retentive: true
        ),
        readBack: "readBack",
        rejectSequence: "reject",
        packMLState: "state",
        heartbeat: Heartbeat(ours: "ours", theirs: "theirs", periodMilliseconds: 200, timeoutMilliseconds: 1_000),
        markTimeoutMilliseconds: 3_000,
        readTimeoutMilliseconds: 1_000,
        failuresBeforeHold: 3,
        afterFailure: .continue
    )

    private static func number(_ name: String, _ address: Int, _ kind: FieldRegister.Kind = .uint16) -> FieldRegister {
        FieldRegister(name: name, address: address, kind: kind)
    }

    private static func text(_ name: String, _ address: Int) -> FieldRegister {
        FieldRegister(name: name, address: address, kind: .text, lengthBytes: 20, padding: .zero)
    }
}
