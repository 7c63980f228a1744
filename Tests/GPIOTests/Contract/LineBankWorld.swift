import GPIO

/// What the contract needs of an implementation: lines to open, and the other end of their wires.
protocol LineBankWorld {
    var provider: any LineBankProvider { get }
    /// The label of a chip with the lines `LineBankKind.lines`.
    var chip: String { get }
    /// What an output's voltage is after its owner left it at `last`, with nothing else on the wire.
    func voltageAfterRelease(last: Voltage) -> Voltage

    func drive(_ line: String, _ voltage: Voltage) throws
    func voltage(of line: String) throws -> Voltage
    /// Every voltage the line has had since somebody first drove it, where the world can tell; nil where it cannot.
    func history(of line: String) -> [Voltage]?
}

extension LineBankWorld {
    func name(_ line: String) -> LineName { LineName(chip: chip, line: line) }

    func output(
        _ line: String,
        activeLow: Bool = false,
        initial: Level? = nil,
        safe: Level = .inactive
    ) -> OutputConfiguration {
        OutputConfiguration(name: name(line), activeLow: activeLow, initial: initial, safe: safe)
    }

    func input(_ line: String, activeLow: Bool = false, debounceMicroseconds: UInt32 = 0) -> InputConfiguration {
        InputConfiguration(name: name(line), activeLow: activeLow, debounceMicroseconds: debounceMicroseconds)
    }

    func open(
        outputs: [OutputConfiguration] = [],
        inputs: [InputConfiguration] = [],
        consumer: String = "contract"
    ) throws(GPIOError) -> any LineBank {
        try provider.open(LineConfiguration(outputs: outputs, inputs: inputs, consumer: consumer))
    }
}
