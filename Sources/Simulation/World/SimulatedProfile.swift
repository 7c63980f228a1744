import GPIO
import Machine

/// The machine of the world: four lanes, one drop sensor, one door; every other lane may try twice.
enum SimulatedProfile {
    private static func name(_ line: String) -> LineName { LineName(chip: "simulated", line: line) }

    private static func lane(_ id: String, hasHome: Bool = true, attempts: Int = 1) -> Lane {
        Lane(
            id: id,
            motor: OutputLine(name: name("motor-\(id)")),
            home: hasHome ? InputLine(name: name("home-\(id)"), activeLow: true, bias: .pullUp) : nil,
            drop: InputLine(name: name("drop"), activeLow: true, bias: .pullUp, shared: true),
            maxOnMilliseconds: 6_000,
            minimumOffMilliseconds: 200,
            homeTimeoutMilliseconds: hasHome ? 4_000 : nil,
            pulseMilliseconds: hasHome ? nil : 1_200,
            dropWindowMilliseconds: 2_000,
            attempts: attempts,
            capacity: 20,
            stock: 10
        )
    }

    /// What its lanes hold at first.
    static let stock: Int64 = 10

    /// A machine that stamps, with one station.
    static let line = MachineProfile(
        name: "simulated-line",
        board: "simulated",
        chip: "simulated",
        lanes: [],
        interlocks: [],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200),
        modbus: ModelProfile.modbus
    )

    static let snack = MachineProfile(
        name: "simulated-snack",
        board: "simulated",
        chip: "simulated",
        lanes: [lane("A1"), lane("A2", attempts: 2), lane("A3", hasHome: false), lane("A4", attempts: 2)],
        interlocks: [
            Interlock(
                id: "door",
                kind: .door,
                input: InputLine(name: name("door"), activeLow: true, bias: .pullUp),
                blocks: ["A1", "A2", "A3", "A4"]
            )
        ],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200)
    )
}
