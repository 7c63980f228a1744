/// Opens lines of a simulated chip in this process.
struct SimulatedLineBankProvider: LineBankProvider {
    let chip: SimulatedChip

    func open(_ configuration: LineConfiguration) throws(GPIOError) -> any LineBank {
        try configuration.check()
        let lines = try SimulatedLines(chip: chip, configuration: configuration)
        return DrivenLineBank(configuration: configuration, driver: lines)
    }

    func peek(_ line: LineName, activeLow: Bool) throws(GPIOError) -> Level {
        try chip.peek(line).level(activeLow: activeLow)
    }
}
