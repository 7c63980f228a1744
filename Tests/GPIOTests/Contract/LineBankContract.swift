import GPIO
import Testing

/// What every implementation of `LineBank` must do. Time limits are generous: a pass never waits for them.
@Suite("LineBank contract", .timeLimit(.minutes(2)))
struct LineBankContract {
    @Test(.enabled(if: GPIOSim.isPresent, "no gpio-sim here: the contract runs without the kernel's chips"))
    func includesTheKernelWhereGPIOSimIs() {
        #expect(LineBankKind.present.contains(.kernel))
    }

    @Test(arguments: LineBankKind.present)
    func outputsAreSafeOnOpen(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [
            world.output("motor"), world.output("lamp", activeLow: true), world.output("valve", safe: .active),
        ])
        defer { bank.close() }
        #expect(try world.voltage(of: "motor") == .low)
        #expect(try world.voltage(of: "lamp") == .high)
        #expect(try world.voltage(of: "valve") == .high)
        #expect(try bank.read(world.name("valve")) == .active)
        if let history = world.history(of: "lamp") { #expect(history == [.high], "without a glitch before") }
    }

    @Test(arguments: LineBankKind.present)
    func initialLevelIsHonouredUntilToldToBeSafe(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [
            world.output("motor", initial: .active), world.output("lamp", activeLow: true, initial: .active),
        ])
        defer { bank.close() }
        #expect(try world.voltage(of: "motor") == .high)
        #expect(try world.voltage(of: "lamp") == .low)
        try bank.setOutputsSafe()
        #expect(try world.voltage(of: "motor") == .low)
        #expect(try world.voltage(of: "lamp") == .high)
    }

    @Test(arguments: LineBankKind.present)
    func outputsFollowAndReadBack(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [world.output("motor"), world.output("lamp", activeLow: true)])
        defer { bank.close() }
        for level in [Level.active, .inactive, .active] {
            for (line, isActiveLow) in [("motor", false), ("lamp", true)] {
                try bank.set(world.name(line), level)
                #expect(try bank.read(world.name(line)) == level)
                #expect(try world.voltage(of: line) == level.voltage(activeLow: isActiveLow))
            }
        }
    }

    @Test(arguments: LineBankKind.present)
    func inputsReadTheirLogicalLevel(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        try world.drive("home", .high)
        let bank = try world.open(inputs: [world.input("drop"), world.input("home", activeLow: true)])
        defer { bank.close() }
        #expect(try bank.read(world.name("drop")) == .inactive)
        #expect(try bank.read(world.name("home")) == .inactive)
        try world.drive("drop", .high)
        try world.drive("home", .low)
        #expect(try bank.read(world.name("drop")) == .active)
        #expect(try bank.read(world.name("home")) == .active)
        let levels = try collect(2, from: bank).events.map(\.level)
        #expect(levels == [.active, .active], "edges are logical too")
    }

    @Test(arguments: LineBankKind.present)
    func aLineHasOneOwner(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [world.output("motor")], inputs: [world.input("drop")], consumer: "first")
        try bank.set(world.name("motor"), .active)
        let error = #expect(throws: GPIOError(.lineBusy, "")) {
            try world.open(outputs: [world.output("lamp", initial: .active), world.output("motor")])
        }
        #expect(error?.message.contains("motor") == true)
        #expect(error?.message.contains("first") == true, "it says who")
        #expect(throws: GPIOError(.lineBusy, "")) { try world.open(inputs: [world.input("drop")]) }
        #expect(try world.voltage(of: "motor") == .high, "the owner is not disturbed")
        #expect(try world.voltage(of: "lamp") == .low, "all or none")

        let other = try world.open(outputs: [world.output("lamp")])
        other.close()
        bank.close()
        let next = try world.open(outputs: [world.output("motor")], inputs: [world.input("drop")])
        next.close()
    }

    @Test(arguments: LineBankKind.present)
    func outputsAreSafeBeforeCloseGivesThemUp(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [world.output("motor"), world.output("valve", safe: .active)])
        try bank.set(world.name("motor"), .active)
        try bank.set(world.name("valve"), .inactive)
        bank.close()
        #expect(try world.voltage(of: "motor") == .low)
        #expect(try world.voltage(of: "valve") == world.voltageAfterRelease(last: .high))
        if let history = world.history(of: "valve") { #expect(history == [.high, .low, .high]) }
    }

    @Test(arguments: LineBankKind.present)
    func aBankThatIsDroppedIsClosed(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        do {
            let bank = try world.open(outputs: [world.output("motor")])
            try bank.set(world.name("motor"), .active)
        }
        #expect(try world.voltage(of: "motor") == .low)
        try world.open(outputs: [world.output("motor")]).close()
    }

    @Test(arguments: LineBankKind.present)
    func aClosedBankRefuses(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [world.output("motor")], inputs: [world.input("drop")])
        bank.close()
        bank.close()
        let closed = GPIOError(.closed, "")
        #expect(throws: closed) { try bank.set(world.name("motor"), .active) }
        #expect(throws: closed) { try bank.read(world.name("drop")) }
        #expect(throws: closed) { try bank.setOutputsSafe() }
        #expect(throws: closed) { try bank.waitForEdges(timeoutMilliseconds: 0) }
        #expect(try world.voltage(of: "motor") == .low)
    }

    @Test(arguments: LineBankKind.present)
    func mistakesAreNamed(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let elsewhere = OutputConfiguration(name: LineName(chip: "no-such-chip", line: "motor"))
        let noChip = #expect(throws: GPIOError(.chipNotFound, "")) { try world.open(outputs: [elsewhere]) }
        #expect(noChip?.message.contains("no-such-chip") == true)
        #expect(noChip?.message.contains(world.chip) == true, "it says which chips there are")
        let noLine = #expect(throws: GPIOError(.lineNotFound, "")) { try world.open(inputs: [world.input("moter")]) }
        #expect(noLine?.message.contains("moter") == true)
        #expect(throws: GPIOError(.duplicateLine, "")) {
            try world.open(outputs: [world.output("motor")], inputs: [world.input("motor")])
        }

        let bank = try world.open(outputs: [world.output("motor")], inputs: [world.input("drop")])
        defer { bank.close() }
        #expect(throws: GPIOError(.notAnOutput, "")) { try bank.set(world.name("drop"), .active) }
        #expect(throws: GPIOError(.notAnOutput, "")) { try bank.set(world.name("lamp"), .active) }
        #expect(throws: GPIOError(.notAnInput, "")) { try bank.read(world.name("lamp")) }
    }
}
