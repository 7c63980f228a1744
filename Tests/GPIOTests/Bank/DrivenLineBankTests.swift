import Testing

@testable import GPIO

@Suite("DrivenLineBank")
struct DrivenLineBankTests {
    let a = LineName(chip: "c", line: "a")
    let b = LineName(chip: "c", line: "b")
    let c = LineName(chip: "c", line: "c")

    @Test func aFailedSetSendsAllOutputsToTheirSafeLevel() throws {
        let driver = ScriptedDriver(outputs: 3)
        let bank = makeBank(driver, outputs: [.init(name: a), .init(name: b, safe: .active), .init(name: c)])
        try bank.set(a, .active)
        try bank.set(c, .active)
        driver.failingOutputs = [1]
        let error = #expect(throws: GPIOError(.ioFailure, "")) { try bank.set(b, .inactive) }
        #expect(driver.levels == [.inactive, .inactive, .inactive])
        #expect(driver.log.suffix(3) == ["set 0 inactive", "set 1 active", "set 2 inactive"], "a failure stops none")
        #expect(error?.message.contains("output 1 broke") == true)
        #expect(error?.message.contains("c/b") == true, "it names the line that may still be on")
    }

    @Test func aFailedSetWhoseLineRecoversSaysThatAllIsSafe() {
        let driver = ScriptedDriver(outputs: 2)
        let bank = makeBank(FailingOnce(driver), outputs: [.init(name: a), .init(name: b)])
        let error = #expect(throws: GPIOError(.ioFailure, "")) { try bank.set(a, .active) }
        #expect(error?.message.contains("all outputs were sent to their safe level") == true)
    }

    @Test func aBlindBankSendsItsOutputsToTheirSafeLevel() throws {
        for isWaiting in [true, false] {
            let driver = ScriptedDriver(outputs: 1, inputLevels: [.inactive])
            let bank = makeBank(driver, outputs: [.init(name: a)], inputs: [.init(name: b)])
            try bank.set(a, .active)
            driver.isBlind = true
            #expect(throws: GPIOError(.ioFailure, "")) {
                if isWaiting {
                    _ = try bank.waitForEdges(timeoutMilliseconds: 0)
                } else {
                    _ = try bank.read(b)
                }
            }
            #expect(driver.levels == [.inactive])
        }
    }

    @Test func aMistakeOfTheCallerTouchesNoOutput() throws {
        let driver = ScriptedDriver(outputs: 1, inputLevels: [.inactive])
        let bank = makeBank(driver, outputs: [.init(name: a)], inputs: [.init(name: b)])
        try bank.set(a, .active)
        #expect(throws: GPIOError(.notAnOutput, "")) { try bank.set(b, .active) }
        #expect(throws: GPIOError(.notAnInput, "")) { try bank.read(c) }
        #expect(driver.log == ["set 0 active"])
    }

    @Test func setOutputsSafeNamesEveryLineThatFailed() {
        let driver = ScriptedDriver(outputs: 3)
        let bank = makeBank(driver, outputs: [.init(name: a), .init(name: b), .init(name: c)])
        driver.failingOutputs = [0, 2]
        let error = #expect(throws: GPIOError(.ioFailure, "")) { try bank.setOutputsSafe() }
        #expect(error?.message.contains("c/a, c/c") == true)
        #expect(driver.log == ["set 0 inactive", "set 1 inactive", "set 2 inactive"])
    }

    @Test func closingReleasesEvenWhenNothingCanBeMadeSafe() {
        let driver = ScriptedDriver(outputs: 1)
        let bank = makeBank(driver, outputs: [.init(name: a)])
        driver.failingOutputs = [0]
        bank.close()
        bank.close()
        #expect(driver.log == ["set 0 inactive", "release"])
    }

    @Test func edgesAreOrderedByTimeAndNumberedByBank() throws {
        let driver = ScriptedDriver(outputs: 0, inputLevels: [.inactive, .inactive])
        let bank = makeBank(driver, inputs: [.init(name: a), .init(name: b)])
        driver.edges = [edge(0, .active, at: 10, 1), edge(0, .inactive, at: 30, 2), edge(1, .active, at: 20, 1)]
        let first = try bank.waitForEdges(timeoutMilliseconds: 0)
        #expect(first.events.map(\.line) == [a, b, a])
        #expect(first.events.map(\.sequence) == [1, 2, 3])
        #expect(first.missed.isEmpty)
        driver.edges = [edge(1, .inactive, at: 40, 4), edge(0, .active, at: 40, 3)]
        let second = try bank.waitForEdges(timeoutMilliseconds: 0)
        #expect(second.events.map(\.line) == [b, a], "the driver's order at the same time")
        #expect(second.events.map(\.sequence) == [4, 5])
        #expect(second.missed == [b: 2])
    }

    @Test func aWaitWithoutAnEndIsAMistake() async {
        await #expect(processExitsWith: .failure) {
            let configuration = LineConfiguration(outputs: [], inputs: [], consumer: "test")
            let bank = DrivenLineBank(configuration: configuration, driver: ScriptedDriver(outputs: 0))
            _ = try? bank.waitForEdges(timeoutMilliseconds: -1)
        }
    }

    private func makeBank(
        _ driver: any LineDriver,
        outputs: [OutputConfiguration] = [],
        inputs: [InputConfiguration] = []
    ) -> DrivenLineBank {
        let configuration = LineConfiguration(outputs: outputs, inputs: inputs, consumer: "test")
        return DrivenLineBank(configuration: configuration, driver: driver)
    }

    private func edge(_ input: Int, _ level: Level, at time: UInt64, _ sequence: UInt32) -> RawEdge {
        RawEdge(input: input, level: level, timestampNanoseconds: time, lineSequence: sequence)
    }
}

/// Fails the first set and passes the others on.
private final class FailingOnce: LineDriver {
    private let driver: ScriptedDriver
    private var hasFailed = false
    var initialInputLevels: [Level?] { driver.initialInputLevels }

    init(_ driver: ScriptedDriver) {
        self.driver = driver
    }

    func set(output: Int, _ level: Level) throws(GPIOError) {
        guard hasFailed else {
            hasFailed = true
            throw GPIOError(.ioFailure, "once")
        }
        try driver.set(output: output, level)
    }

    func read(output: Int) throws(GPIOError) -> Level { try driver.read(output: output) }
    func read(input: Int) throws(GPIOError) -> Level { try driver.read(input: input) }
    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge] { [] }
    func release() { driver.release() }
}
