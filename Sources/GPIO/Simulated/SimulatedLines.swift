import Platform

/// Lines of a simulated chip held by an owner in this process.
final class SimulatedLines: LineDriver {
    private let chip: SimulatedChip
    private let owner: UInt64
    private let wakePipe: WakePipe
    let initialInputLevels: [Level?]

    /// Takes the lines of a checked configuration.
    init(chip: SimulatedChip, configuration: LineConfiguration) throws(GPIOError) {
        self.chip = chip
        wakePipe = try WakePipe()
        (owner, initialInputLevels) = try chip.take(configuration, wakePipe: wakePipe)
    }

    func set(output: Int, _ level: Level) throws(GPIOError) {
        try chip.set(output: output, level, owner: owner)
    }

    func read(output: Int) throws(GPIOError) -> Level {
        try chip.read(output: output, owner: owner)
    }

    func read(input: Int) throws(GPIOError) -> Level {
        try chip.read(input: input, owner: owner)
    }

    func waitForEdges(timeoutMilliseconds: Int) throws(GPIOError) -> [RawEdge] {
        try waitForEdges(timeoutMilliseconds: timeoutMilliseconds, orReadable: nil)
    }

    /// Also ends, with what is there, when `other` becomes readable.
    func waitForEdges(timeoutMilliseconds: Int, orReadable other: Int32?) throws(GPIOError) -> [RawEdge] {
        let end = MonotonicClock.now() + UInt64(timeoutMilliseconds) * MonotonicClock.nanosecondsPerMillisecond
        while true {
            let (edges, deadline) = try chip.takeEdges(owner: owner)
            guard edges.isEmpty, chip.time == .monotonic, MonotonicClock.now() < end else { return edges }
            let ready = try Polling.wait(
                [wakePipe.readable] + (other.map { [$0] } ?? []),
                until: min(end, deadline ?? end)
            )
            if ready[0] { wakePipe.drain() }
            if ready.count > 1, ready[1] { return try chip.takeEdges(owner: owner).edges }
        }
    }

    func release() {
        chip.release(owner: owner)
    }
}
