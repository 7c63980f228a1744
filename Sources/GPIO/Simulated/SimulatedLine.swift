/// One line of a simulated chip: what the world does to it and who holds it.
struct SimulatedLine {
    enum Use {
        case free
        /// Nobody holds it, but the chip still drives it as the last owner left it.
        case left(Voltage)
        case output(owner: UInt64, activeLow: Bool, voltage: Voltage)
        case input(owner: UInt64, activeLow: Bool, bias: Bias, SimulatedInput)
    }

    var use: Use = .free
    /// What is wired to the line drives it to this; nil when nothing does.
    var world: Voltage?
    var isFaulty = false

    var owner: UInt64? {
        switch use {
        case .free, .left: nil
        case .output(let owner, _, _), .input(let owner, _, _, _): owner
        }
    }

    /// Whether the chip drives the line.
    var isDriven: Bool {
        switch use {
        case .left, .output: true
        case .free, .input: false
        }
    }

    /// What a volt meter shows: the chip's output wins, then what is wired to it, then the pull resistor.
    var voltage: Voltage {
        switch use {
        case .output(_, _, let voltage), .left(let voltage): voltage
        case .input(_, _, .pullUp, _): world ?? .high
        case .free, .input: world ?? .low
        }
    }

    /// Changes what is wired to the line; a watching owner gets its edge.
    mutating func drive(_ voltage: Voltage?, at now: UInt64) {
        world = voltage
        let seen = self.voltage
        updateInput { input, activeLow in input.change(to: seen.level(activeLow: activeLow), at: now) }
    }

    /// Runs `body` on the input's state, if the line is requested as one.
    mutating func updateInput<Result>(_ body: (inout SimulatedInput, Bool) -> Result) -> Result? {
        guard case .input(let owner, let activeLow, let bias, var input) = use else { return nil }
        let result = body(&input, activeLow)
        use = .input(owner: owner, activeLow: activeLow, bias: bias, input)
        return result
    }

    /// Gives the line up.
    mutating func release(_ behaviour: ReleaseBehaviour) {
        if case .output(_, _, let voltage) = use, behaviour == .persists {
            use = .left(voltage)
        } else {
            use = .free
        }
    }
}

extension SimulatedLine {
    /// Becomes an input; what it reads first is what is on the line with the new resistor.
    mutating func request(_ input: InputConfiguration, owner: UInt64) {
        let blank = SimulatedInput(level: .inactive, debounceMicroseconds: 0)
        use = .input(owner: owner, activeLow: input.activeLow, bias: input.bias, blank)
        let level = voltage.level(activeLow: input.activeLow)
        let requested = SimulatedInput(level: level, debounceMicroseconds: input.debounceMicroseconds)
        use = .input(owner: owner, activeLow: input.activeLow, bias: input.bias, requested)
    }
}
