// The programs' side: taking, driving and giving up lines.
extension SimulatedChip {
    /// Takes all lines of a checked configuration for a new owner, or none; says who that is and what the inputs read.
    func take(
        _ configuration: LineConfiguration,
        wakePipe: WakePipe
    ) throws(GPIOError) -> (owner: UInt64, inputLevels: [Level?]) {
        try update { state throws(GPIOError) in
            for name in configuration.names { try state.checkFree(name) }
            state.lastOwner += 1
            let owner = state.lastOwner
            state.owners[owner] = Owner(
                consumer: configuration.consumer,
                outputs: configuration.outputs,
                inputs: configuration.inputs,
                wakePipe: wakePipe
            )
            for output in configuration.outputs {
                let voltage = output.initial.voltage(activeLow: output.activeLow)
                state.mutateOutput(output.name) {
                    $0.use = .output(owner: owner, activeLow: output.activeLow, voltage: voltage)
                }
            }
            for input in configuration.inputs {
                state.mutateOutput(input.name) { $0.request(input, owner: owner) }
            }
            return (owner, configuration.inputs.map { state.settle($0.name)?.settled })
        }
    }

    /// Drives an output, by its place.
    func set(output place: Int, _ level: Level, owner: UInt64) throws(GPIOError) {
        try update { state throws(GPIOError) in
            let output = try state.owner(owner).outputs[place]
            try state.checkWorking(output.name)
            state.mutateOutput(output.name) {
                let voltage = level.voltage(activeLow: output.activeLow)
                $0.use = .output(owner: owner, activeLow: output.activeLow, voltage: voltage)
            }
        }
    }

    /// The level of an output, by its place.
    func read(output place: Int, owner: UInt64) throws(GPIOError) -> Level {
        try update { state throws(GPIOError) in
            let output = try state.owner(owner).outputs[place]
            try state.checkWorking(output.name)
            return state.line(output.name).voltage.level(activeLow: output.activeLow)
        }
    }

    /// The debounced level of an input, by its place.
    func read(input place: Int, owner: UInt64) throws(GPIOError) -> Level {
        try update { state throws(GPIOError) in
            let input = try state.owner(owner).inputs[place]
            try state.checkWorking(input.name)
            return state.settle(input.name)?.settled ?? .inactive
        }
    }

    /// Takes the buffered edges of all inputs, and says when the next debounce period ends.
    func takeEdges(owner: UInt64) throws(GPIOError) -> (edges: [RawEdge], deadline: UInt64?) {
        try update { state throws(GPIOError) in
            var edges: [RawEdge] = []
            var deadline: UInt64?
            for (place, input) in try state.owner(owner).inputs.enumerated() {
                try state.checkWorking(input.name)
                guard let settled = state.settle(input.name) else { continue }
                if let next = settled.deadline { deadline = min(next, deadline ?? next) }
                for edge in state.takeEdges(input.name) {
                    edges.append(
                        RawEdge(
                            input: place,
                            level: edge.level,
                            timestampNanoseconds: edge.timestampNanoseconds,
                            lineSequence: edge.sequence
                        )
                    )
                }
            }
            return (edges, deadline)
        }
    }

    /// What is on a line that nobody holds.
    func peek(_ name: LineName) throws(GPIOError) -> Voltage {
        try update { state throws(GPIOError) in
            try state.checkFree(name)
            try state.checkWorking(name)
            return state.line(name).voltage
        }
    }

    /// Gives up all lines of an owner, as the kernel does when the last descriptor of a request is closed.
    func release(owner: UInt64) {
        update { state in
            guard let gone = state.owners.removeValue(forKey: owner) else { return }
            for name in gone.outputs.map(\.name) + gone.inputs.map(\.name) {
                state.mutateOutput(name) { $0.release(releaseBehaviour) }
            }
        }
    }
}

extension SimulatedChip.State {
    func line(_ name: LineName) -> SimulatedLine {
        guard let line = lines[name] else { preconditionFailure("the simulated chip has no line \(name)") }
        return line
    }

    func owner(_ number: UInt64) throws(GPIOError) -> SimulatedChip.Owner {
        guard let owner = owners[number] else {
            throw GPIOError(.closed, "the simulated chip took the lines back; open them again")
        }
        return owner
    }

    func checkFree(_ name: LineName) throws(GPIOError) {
        guard let line = lines[name] else {
            guard lines.keys.contains(where: { $0.chip == name.chip }) else {
                let labels = Set(lines.keys.map(\.chip)).sorted()
                throw GPIOError.chipNotFound(name.chip, present: labels)
            }
            throw GPIOError.lineNotFound(name)
        }
        guard let owner = line.owner else { return }
        throw GPIOError.lineBusy(name, consumer: owners[owner]?.consumer)
    }

    func checkWorking(_ name: LineName) throws(GPIOError) {
        guard !line(name).isFaulty else {
            throw GPIOError(.ioFailure, "\(name) does not answer (simulated fault)")
        }
    }

    mutating func mutate(_ name: LineName, _ body: (inout SimulatedLine) -> Void) {
        var changed = line(name)
        body(&changed)
        lines[name] = changed
    }

    /// Like `mutate`, and notes for the observers what it did to a driven line.
    mutating func mutateOutput(_ name: LineName, _ body: (inout SimulatedLine) -> Void) {
        let before = line(name)
        mutate(name, body)
        let after = line(name)
        guard before.isDriven || after.isDriven else { return }
        guard before.isDriven != after.isDriven || before.voltage != after.voltage else { return }
        changes.append(
            OutputChange(line: name, voltage: after.voltage, isDriven: after.isDriven, timestampNanoseconds: now)
        )
    }

    /// Ends debounce periods that are over; the input's state, nil when the line is not requested as one.
    mutating func settle(_ name: LineName) -> SimulatedInput? {
        let now = now
        var settled: SimulatedInput?
        mutate(name) { line in
            settled = line.updateInput { input, _ in
                input.settle(at: now)
                return input
            }
        }
        return settled
    }

    mutating func takeEdges(_ name: LineName) -> [SimulatedEdge] {
        var edges: [SimulatedEdge] = []
        mutate(name) { line in edges = line.updateInput { input, _ in input.take() } ?? [] }
        return edges
    }

    func wake(ownerOf name: LineName) {
        guard let owner = line(name).owner, let pipe = owners[owner]?.wakePipe else { return }
        pipe.wake()
    }
}
