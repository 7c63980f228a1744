import Doctor
import GPIO
import Machine

/// A machine with two lanes that have home switches, one that is driven by time, a shared drop sensor and a door.
enum Cabinet {
    static let chip = "cabinet"
    static let drop = name("drop")
    static let door = name("door")

    static func name(_ line: String) -> LineName { LineName(chip: chip, line: line) }
    static func motor(_ lane: String) -> LineName { name("motor-\(lane)") }
    static func home(_ lane: String) -> LineName { name("home-\(lane)") }

    static func lane(_ id: String, hasHome: Bool = true) -> Lane {
        Lane(
            id: id,
            motor: OutputLine(name: motor(id)),
            home: hasHome ? InputLine(name: home(id), activeLow: true, bias: .pullUp) : nil,
            drop: InputLine(name: drop, activeLow: true, bias: .pullUp, shared: true),
            maxOnMilliseconds: 2_000,
            minimumOffMilliseconds: 20,
            homeTimeoutMilliseconds: hasHome ? 300 : nil,
            pulseMilliseconds: hasHome ? nil : 100,
            dropWindowMilliseconds: 50,
            capacity: 8
        )
    }

    static let profile = MachineProfile(
        name: "cabinet",
        board: "simulated",
        chip: chip,
        lanes: [lane("A1"), lane("A2"), lane("B1", hasHome: false)],
        interlocks: [
            Interlock(
                id: "door",
                kind: .door,
                input: InputLine(name: door, activeLow: true, bias: .pullUp),
                blocks: ["A1", "A2", "B1"]
            )
        ],
        limits: MachineLimits(watchdogMilliseconds: 2_000, settleMilliseconds: 20)
    )

    /// A chip with these lines and a few spare ones, wired as a machine at rest is.
    static func makeChip(_ releaseBehaviour: ReleaseBehaviour = .revertsToInput) -> SimulatedChip {
        let names = Set(profile.lineConfiguration.names.map(\.line)).union(["spare"])
        let made = SimulatedChip(label: chip, lines: names.sorted(), releaseBehaviour: releaseBehaviour)
        for line in [home("A1"), home("A2"), door] { made.setInput(line, .low) }
        made.setInput(drop, .high)
        return made
    }

    /// The facts of this machine at rest, as an examination finds them.
    static var facts: DoctorFacts {
        var facts = DoctorFacts(setup: SetupFacts(profile: .verified, profileName: "cabinet"))
        facts.inputs = profile.inputFacts.map { fact in
            var fact = fact
            fact.level = fact.use.atRest
            // All of them are driven, so a weak resistor changes nothing.
            fact.pulledUp = fact.level
            fact.pulledDown = fact.level
            return fact
        }
        facts.outputs = profile.lanes.map { lane in
            var fact = OutputFact(line: lane.motor.name, lane: lane.id)
            fact.unowned = .inactive
            fact.level = .inactive
            return fact
        }
        return facts
    }

    /// The place of an input among the facts.
    static func place(_ line: LineName) -> Int { profile.inputFacts.firstIndex { $0.line == line } ?? 0 }
}
