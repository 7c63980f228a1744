import GPIO
import Machine

/// A machine with short times: A1 with a home switch, A2 with a second attempt, one drop sensor, one door.
enum TestMachine {
    static let drop = name("drop")
    static let door = name("door")

    static func name(_ line: String) -> LineName { LineName(chip: "test", line: line) }
    static func motor(_ lane: String) -> LineName { name("motor-\(lane)") }
    static func home(_ lane: String) -> LineName { name("home-\(lane)") }

    static func lane(_ id: String, attempts: Int = 1) -> Lane {
        Lane(
            id: id,
            motor: OutputLine(name: motor(id)),
            home: InputLine(name: home(id), activeLow: true, bias: .pullUp),
            drop: InputLine(name: drop, activeLow: true, bias: .pullUp, shared: true),
            maxOnMilliseconds: 1_000,
            minimumOffMilliseconds: 20,
            homeTimeoutMilliseconds: 800,
            dropWindowMilliseconds: 400,
            attempts: attempts,
            capacity: 20
        )
    }

    static let profile = MachineProfile(
        name: "test",
        board: "simulated",
        chip: "test",
        lanes: [lane("A1"), lane("A2", attempts: 2)],
        interlocks: [
            Interlock(
                id: "door",
                kind: .door,
                input: InputLine(name: door, activeLow: true, bias: .pullUp),
                blocks: ["A1", "A2"]
            )
        ],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 20)
    )

    /// Motors at home, sensor clear, door shut.
    static let ready: [LineName: Level] = [
        home("A1"): .active, home("A2"): .active, drop: .inactive, door: .active,
    ]
}
