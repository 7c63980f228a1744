import Synchronization

// The world's side: what the lines are wired to.
extension SimulatedChip {
    /// The lines there are.
    package var lineNames: [LineName] {
        state.withLock { Array($0.lines.keys) }.sorted { $0.description < $1.description }
    }

    /// Drives a line from outside, or, with nil, stops driving it: a cut wire, which leaves the pull resistor to
    /// decide. An owner that watches the line gets its edge, stamped with the chip's time or with
    /// `timestampNanoseconds`; a time before the newest one seen counts as that one. On a line the chip drives, it
    /// takes effect once the chip lets go.
    package func setInput(_ line: LineName, _ voltage: Voltage?, at timestampNanoseconds: UInt64? = nil) {
        update(at: timestampNanoseconds) { state in
            let now = state.now
            state.mutate(line) { $0.drive(voltage, at: now) }
            state.wake(ownerOf: line)
        }
    }

    /// Moves a chip with manual time on, so that debounce periods end.
    package func advance(to timestampNanoseconds: UInt64) {
        precondition(time == .manual, "only a chip with manual time is told the time")
        update(at: timestampNanoseconds) { _ in }
    }

    /// What a volt meter on the line shows.
    package func voltage(of line: LineName) -> Voltage {
        state.withLock { $0.line(line).voltage }
    }

    /// Whether the chip drives the line.
    package func isDriven(_ line: LineName) -> Bool {
        state.withLock { $0.line(line).isDriven }
    }

    /// The level of the line as its owner means it, or nil when nobody holds it.
    package func level(of line: LineName) -> Level? {
        state.withLock { state in
            let found = state.line(line)
            return switch found.use {
            case .free, .left: nil
            case .output(_, let activeLow, let voltage): voltage.level(activeLow: activeLow)
            case .input(_, let activeLow, _, _): found.voltage.level(activeLow: activeLow)
            }
        }
    }

    /// The consumer that holds the line, or nil.
    package func consumer(of line: LineName) -> String? {
        state.withLock { state in state.line(line).owner.flatMap { state.owners[$0]?.consumer } }
    }

    /// Calls `observer` after every change of an output, in order, on the thread that caused it and outside the chip's
    /// lock, so an observer may call the chip. What it sets off is delivered after it returns.
    package func observeOutputs(_ observer: @escaping @Sendable (OutputChange) -> Void) {
        state.withLock { $0.observers.append(observer) }
    }

    /// Breaks a line: setting or reading it fails with `.ioFailure`, as with an expander that fell off its bus.
    package func setFaulty(_ line: LineName, _ isFaulty: Bool) {
        update { state in state.mutate(line) { $0.isFaulty = isFaulty } }
    }
}
