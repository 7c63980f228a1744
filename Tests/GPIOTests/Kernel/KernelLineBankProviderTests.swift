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

    private func open(_ provider: any LineBankProvider, chip: String, line: String = "GPIO17") throws(GPIOError) {
        let name = LineName(chip: chip, line: line)
        let lines = LineConfiguration(outputs: [.init(name: name)], inputs: [], consumer: "test")
        try provider.open(lines).close()
    }
}
