import Platform

/// Lines of kernel chips, each a request of its own.
final class KernelLines: LineDriver {
    /// What an input gets to follow its resistor before its edges are watched: 50 kilohm, the weakest that chips have
    /// inside, charge a filter of 100 nF in less.
    private static let settleMilliseconds: UInt64 = 20

    let initialInputLevels: [Level?]
    private var inputs: [KernelLine]
    private var outputs: [KernelLine]

    /// Takes the lines of a checked configuration, or none of them.
    init(directory: String, configuration: LineConfiguration) throws(GPIOError) {
        var chips: [String: KernelChip] = [:]
        var offsets: [LineName: (chip: KernelChip, offset: UInt32)] = [:]
        for name in configuration.names {
            let chip: KernelChip
            if let opened = chips[name.chip] {
                chip = opened
            } else {
                chip = try KernelChip(directory: directory, label: name.chip)
                chips[name.chip] = chip
            }
            offsets[name] = (chip, try chip.findFree(name))
        }
        func place(_ name: LineName) -> (chip: KernelChip, offset: UInt32) {
            guard let found = offsets[name] else { preconditionFailure("every configured line was found above") }
            return found
        }

        var inputs: [KernelLine] = []
        for input in configuration.inputs {
            let (chip, offset) = place(input.name)
            inputs.append(try chip.request(input, offset: offset, consumer: configuration.consumer))
        }
        if !inputs.isEmpty {
            let settled = MonotonicClock.now() + Self.settleMilliseconds * MonotonicClock.nanosecondsPerMillisecond
            _ = try Polling.wait([], until: settled)
        }
        var levels: [Level?] = []
        for (line, input) in zip(inputs, configuration.inputs) {
            try line.watch(debounceMicroseconds: input.debounceMicroseconds)
            let level = try line.get()
            // With an edge already waiting, what was just read may be from before or after it.
            let isQuiet = try !Polling.wait([line.descriptor], until: 0)[0]
            levels.append(isQuiet ? level : nil)
        }
        var outputs: [KernelLine] = []
        for output in configuration.outputs {
            let (chip, offset) = place(output.name)
            outputs.append(try chip.request(output, offset: offset, consumer: configuration.consumer))
        }
        self.inputs = inputs
        self.outputs = outputs
        initialInputLevels = levels
    }

    func set(output: Int, _ level: Level) throws(GPIOError) {
        try outputs[output].set(level)
    }

    func read(output: Int) throws(GPIOError) -> Level {
        try outputs[output].get()
    }

    func read(input: Int) throws(GPIOError) -> Level {
        try inputs[input].get()
    }

    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge] {
        let wait = UInt64(timeoutMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
        let ready = try Polling.wait(inputs.map(\.descriptor), until: MonotonicClock.now() + wait)
        var edges: [RawEdge] = []
        for (place, line) in inputs.enumerated() where ready[place] {
            edges += try line.takeEdges(input: place)
        }
        return edges
    }

    func release() {
        outputs.removeAll()
        inputs.removeAll()
    }
}
