import GPIO
import TestSupport
import Testing

@Suite("KernelLineBankProvider")
struct KernelLineBankProviderTests {
    @Test func withoutAnyChipItSaysSo() throws {
        let folder = try TemporaryDirectory()
        let error = #expect(throws: GPIOError(.chipNotFound, "")) {
            try open(KernelLineBankProvider(directory: folder.path), chip: "pinctrl-bcm2711")
        }
        #expect(error?.message.contains("“pinctrl-bcm2711”") == true)
        #expect(error?.message.contains("no GPIO chip at all") == true)
    }

    @Test func aDeviceThatIsNoChipIsAnErrorWithItsStep() throws {
        let folder = try TemporaryDirectory()
        try writeFile(folder.path("gpiochip0"))
        let error = #expect(throws: GPIOError.self) {
            try open(KernelLineBankProvider(directory: folder.path), chip: "any")
        }
        #expect(error?.message.contains("cannot open the chip") == true)
    }

    @Test func mistakesInTheConfigurationComeBeforeTheDevice() {
        let provider = KernelLineBankProvider(directory: "/nonexistent")
        #expect(throws: GPIOError(.invalidConfiguration, "")) { try open(provider, chip: "") }
    }

    @Test(.enabled(if: GPIOSim.isPresent, "no gpio-sim here"))
    func twoChipsWithOneLabelAreRefused() throws {
        let first = try GPIOSim(lines: ["a"])
        let second = try GPIOSim(lines: ["a"], label: first.chip)
        #expect(throws: GPIOError(.ambiguousName, "")) { try open(second.provider, chip: second.chip, line: "a") }
    }

    @Test(.enabled(if: GPIOSim.isPresent, "no gpio-sim here"))
    func twoLinesWithOneNameAreRefused() throws {
        let chip = try GPIOSim(lines: ["a", "a"])
        #expect(throws: GPIOError(.ambiguousName, "")) { try open(chip.provider, chip: chip.chip, line: "a") }
    }

    @Test(.enabled(if: GPIOSim.isPresent, "no gpio-sim here"))
    func thePullResistorIsRequested() throws {
        let chip = try GPIOSim(lines: ["a", "b"])
        let lines = LineConfiguration(
            outputs: [],
            inputs: [
                .init(name: chip.name("a"), bias: .pullUp), .init(name: chip.name("b"), bias: .pullDown),
            ],
            consumer: "test"
        )
        let bank = try chip.provider.open(lines)
        defer { bank.close() }
        #expect(try bank.read(chip.name("a")) == .active)
        #expect(try bank.read(chip.name("b")) == .inactive)
    }

    /// The kernel's debouncer reads the level a moment before it listens, so an edge in between would be lost for good.
    @Test(.enabled(if: GPIOSim.isPresent, "no gpio-sim here"))
    func anInputThatMovesWithItsResistorIsReadRight() throws {
        let chip = try GPIOSim(lines: ["door"])
        let input = InputConfiguration(name: chip.name("door"), bias: .pullUp, debounceMicroseconds: 5_000)
        let lines = LineConfiguration(outputs: [], inputs: [input], consumer: "test")
        for round in 1...200 {
            let bank = try chip.holding("door", at: .low) { try chip.provider.open(lines) }
            defer { bank.close() }
            // On a busy computer the contact is late; then there is an edge to wait for.
            if try bank.read(chip.name("door")) == .active { _ = try bank.waitForEdges(timeoutMilliseconds: 2_000) }
            try #require(try bank.read(chip.name("door")) == .inactive, "round \(round)")
        }
    }

    private func open(_ provider: any LineBankProvider, chip: String, line: String = "GPIO17") throws(GPIOError) {
        let name = LineName(chip: chip, line: line)
        let lines = LineConfiguration(outputs: [.init(name: name)], inputs: [], consumer: "test")
        try provider.open(lines).close()
    }
}
