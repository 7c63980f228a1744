import Machine

/// A line with one station: one PLC on Modbus TCP that holds marker, reader and reject gate.
enum StationFixture {
    static func register(_ name: String, _ address: Int, _ kind: FieldRegister.Kind = .uint16) -> FieldRegister {
        FieldRegister(
            name: name,
            address: address,
            kind: kind,
            lengthBytes: kind == .text ? 20 : nil,
            padding: kind == .text ? .zero : nil
        )
    }

    static var registers: [FieldRegister] {
        [
            register("identity", 0),
            register("wordOrder", 1, .uint32),
            register("watchdog", 3),
            register("length", 10),
            register("payload", 11, .text),
            register("crc", 21),
            register("command", 30),
            register("taken", 40),
            register("acknowledged", 41),
            register("boots", 42),
            register("result", 43),
            register("hash", 44, .uint32),
            register("readBack", 50, .text),
            register("reject", 60),
            register("state", 61),
            register("ours", 62),
            register("theirs", 63),
        ]
    }

    static var device: FieldDevice {
        FieldDevice(
            id: "plc",
            bus: "line",
            unit: 1,
            requestTimeoutMilliseconds: 200,
            byteTimeoutMilliseconds: 50,
            identity: FieldDevice.Expectation(register: "identity", value: 4_242),
            wordOrder: FieldDevice.Expectation(register: "wordOrder", value: 0x0102_0304),
            outputWatchdog: FieldDevice.Expectation(register: "watchdog", value: 1_000),
            registers: registers
        )
    }

    static func station(
        _ id: String = "S1",
        retentive: Bool = true,
        failuresBeforeHold: Int = 3,
        afterFailure: Station.FailurePolicy = .continue
    ) -> Station {
        Station(
            id: id,
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
                retentive: retentive
            ),
            readBack: "readBack",
            rejectSequence: "reject",
            packMLState: "state",
            heartbeat: Heartbeat(
                ours: "ours",
                theirs: "theirs",
                periodMilliseconds: 200,
                timeoutMilliseconds: 1_000
            ),
            markTimeoutMilliseconds: 3_000,
            readTimeoutMilliseconds: 1_000,
            failuresBeforeHold: failuresBeforeHold,
            afterFailure: afterFailure
        )
    }

    static func modbus(retentive: Bool = true) -> ModbusProfile {
        ModbusProfile(
            buses: [FieldBus(id: "line", link: .tcp(host: "127.0.0.1", port: 502))],
            devices: [device],
            stations: [station(retentive: retentive)]
        )
    }

    static func profile(retentive: Bool = true) -> MachineProfile {
        MachineProfile(
            name: "line",
            board: "simulated",
            chip: Fixture.chip,
            lanes: [],
            interlocks: [],
            limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 0),
            modbus: modbus(retentive: retentive)
        )
    }
}
