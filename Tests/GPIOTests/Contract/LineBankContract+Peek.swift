import GPIO
import Testing

// Looking at a line that nobody holds.
extension LineBankContract {
    @Test(arguments: LineBankKind.present)
    func aPeekReadsALineAndLeavesItFree(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        for voltage in [Voltage.high, .low] {
            try world.drive("home", voltage)
            for isActiveLow in [false, true] {
                let level = try world.provider.peek(world.name("home"), activeLow: isActiveLow)
                #expect(level == voltage.level(activeLow: isActiveLow))
            }
        }
        let bank = try world.open(inputs: [world.input("home")])
        bank.close()
    }

    @Test(arguments: LineBankKind.present)
    func aPeekSeesWhatAnOwnerLeftBehind(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        try world.open(outputs: [world.output("motor", initial: .active, safe: .active)]).close()
        let left = world.voltageAfterRelease(last: .high)
        // Twice: looking must not be what ends it.
        for _ in 1...2 {
            #expect(try world.provider.peek(world.name("motor"), activeLow: false) == left.level(activeLow: false))
        }
        #expect(try world.voltage(of: "motor") == left)
    }

    @Test(arguments: LineBankKind.present)
    func aPeekAtSomebodysLineIsRefused(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let bank = try world.open(outputs: [world.output("motor")], consumer: "owner")
        defer { bank.close() }
        let error = #expect(throws: GPIOError.self) { try world.provider.peek(world.name("motor"), activeLow: false) }
        #expect(error?.code == .lineBusy)
        #expect(error?.message.contains("owner") == true)
    }

    @Test(arguments: LineBankKind.present)
    func aPeekAtALineThatIsNotThereSaysSo(kind: LineBankKind) throws {
        let world = try kind.makeWorld()
        let error = #expect(throws: GPIOError.self) { try world.provider.peek(world.name("nothing"), activeLow: false) }
        #expect(error?.code == .lineNotFound)
        let unnamed = #expect(throws: GPIOError.self) { try world.provider.peek(world.name(""), activeLow: false) }
        #expect(unnamed?.code == .lineNotFound)
    }
}
