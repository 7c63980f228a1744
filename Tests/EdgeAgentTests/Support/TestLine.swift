import GPIO
import Machine

/// A line with one station and short times.
enum TestLine {
    private static func register(
        _ name: String,
        _ address: Int,
        _ kind: FieldRegister.Kind = .uint16
    ) -> FieldRegister {
        FieldRegister(
            name: name,
            address: address,
            kind: kind,
            lengthBytes: kind == .text ? 20 : nil,
            padding: kind == .text ? .zero : nil
        )
    }

    static let device = FieldDevice(
        id: "plc",
        bus: "line",
        unit: 1,
        requestTimeoutMilliseconds: 100,
        byteTimeoutMilliseconds: 50,
        identity: FieldDevice.Expectation(register: "identity", value: 4_242),
        wordOrder: FieldDevice.Expectation(register: "wordOrder", value: 0x0102_0304),
        outputWatchdog: FieldDevice.Expectation(register: "watchdog", value: 5_000),
        registers: [
            register("identity", 0), register("wordOrder", 1, .uint32), register("watchdog", 3),
            register("length", 10), register("payload", 11, .text), register("crc", 21), register("command", 30),
            register("taken", 40), register("acknowledged", 41), register("boots", 42), register("result", 43),
            register("hash", 44, .uint32), register("state", 46), register("readBack", 50, .text),
            register("reject", 60), register("ours", 62), register("theirs", 63),
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
        heartbeat: Heartbeat(ours: "ours", theirs: "theirs", periodMilliseconds: 100, timeoutMilliseconds: 1_000),
        markTimeoutMilliseconds: 400,
        readTimeoutMilliseconds: 200,
        failuresBeforeHold: 3,
        afterFailure: .continue
    )

    static let modbus = ModbusProfile(
        buses: [FieldBus(id: "line", link: .tcp(host: "192.0.2.1", port: 502))],
        devices: [device],
        stations: [station]
    )

    static let profile = MachineProfile(
        name: "line",
        board: "simulated",
        chip: "test",
        lanes: [],
        interlocks: [],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 0),
        modbus: modbus
    )
}
