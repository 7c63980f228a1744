import GPIO
import Machine

/// A small machine: two lanes with home switches, one with a second attempt, one driven by time; one shared drop
/// sensor; a door for all lanes and a tilt contact for A1 alone.
enum Fixture {
    static let chip = "mintmark-sim"
    static let drop = name("drop")
    static let door = name("door")
    static let tilt = name("tilt")

    static func name(_ line: String) -> LineName { LineName(chip: chip, line: line) }
    static func motor(_ lane: String) -> LineName { name("motor-\(lane)") }
    static func home(_ lane: String) -> LineName { name("home-\(lane)") }

    static func lane(
        _ id: String,
        home: Bool = true,
        maxOn: Int = 4_000,
        minimumOff: Int = 500,
        attempts: Int = 1
    ) -> Lane {
        Lane(
            id: id,
            motor: OutputLine(name: motor(id)),
            home: home
                ? InputLine(name: Fixture.home(id), activeLow: true, bias: .pullUp, debounceMicroseconds: 10_000) : nil,
            drop: InputLine(name: drop, activeLow: true, bias: .pullUp, shared: true),
            maxOnMilliseconds: maxOn,
            minimumOffMilliseconds: minimumOff,
            homeTimeoutMilliseconds: home ? 3_000 : nil,
            pulseMilliseconds: home ? nil : 1_000,
            dropWindowMilliseconds: 1_500,
            attempts: attempts,
            capacity: 8
        )
    }

    static var profile: MachineProfile {
        MachineProfile(
            name: "small",
            board: "simulated",
            chip: chip,
            lanes: [lane("A1"), lane("A2", attempts: 2), lane("A3", home: false)],
            interlocks: [
                Interlock(
                    id: "door",
                    kind: .door,
                    input: InputLine(name: door, activeLow: true, bias: .pullUp),
                    blocks: ["A1", "A2", "A3"]
                ),
                Interlock(
                    id: "tilt",
                    kind: .tilt,
                    input: InputLine(name: tilt, activeLow: true, bias: .pullUp),
                    blocks: ["A1"]
                ),
            ],
            limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 200)
        )
    }

    /// Everything ready: motors at home, sensor clear, interlocks safe.
    static var ready: [LineName: Level] {
        [
            home("A1"): .active, home("A2"): .active, drop: .inactive, door: .active, tilt: .active,
        ]
    }
}
