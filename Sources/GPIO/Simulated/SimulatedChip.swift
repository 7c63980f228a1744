import Platform
import Synchronization

/// Chips that exist only in this process, with the kernel's rules: exclusive ownership, numbered and timestamped edges,
/// debounce, 16 buffered edges per input, and a choice of what happens to outputs when their owner goes.
///
/// It has two sides. `provider` is what a program opens lines from. The world's side, in `SimulatedChip+World.swift`,
/// plays everything the lines are wired to.
package final class SimulatedChip: Sendable {
    typealias Observer = @Sendable (OutputChange) -> Void

    struct Owner {
        var consumer: String
        var outputs: [OutputConfiguration]
        var inputs: [InputConfiguration]
        /// Woken when an input of this owner changed.
        var wakePipe: WakePipe
    }

    struct State {
        var lines: [LineName: SimulatedLine]
        var owners: [UInt64: Owner] = [:]
        var lastOwner: UInt64 = 0
        var observers: [Observer] = []
        var changes: [OutputChange] = []
        var isDelivering = false
        /// The newest time this chip has seen; it never goes back.
        var now: UInt64 = 0
    }

    /// What happens to outputs whose owner goes.
    package let releaseBehaviour: ReleaseBehaviour
    /// Where the time comes from.
    package let time: SimulatedTime
    let state: Mutex<State>

    /// Chips with these lines; every label that occurs is a chip. No line may occur twice.
    package init(
        lines: [LineName],
        releaseBehaviour: ReleaseBehaviour = .revertsToInput,
        time: SimulatedTime = .monotonic
    ) {
        precondition(Set(lines).count == lines.count, "the lines of a simulated chip have distinct names")
        precondition(lines.allSatisfy(\.isWellFormed), "labels and names are 1 to 31 printable bytes")
        self.releaseBehaviour = releaseBehaviour
        self.time = time
        let free = Dictionary(uniqueKeysWithValues: lines.map { ($0, SimulatedLine()) })
        state = Mutex(State(lines: free))
    }

    /// One chip called `label` with these lines.
    package convenience init(
        label: String,
        lines: [String],
        releaseBehaviour: ReleaseBehaviour = .revertsToInput,
        time: SimulatedTime = .monotonic
    ) {
        let names = lines.map { LineName(chip: label, line: $0) }
        self.init(lines: names, releaseBehaviour: releaseBehaviour, time: time)
    }

    /// Where a program in this process opens lines of this chip.
    package var provider: any LineBankProvider { SimulatedLineBankProvider(chip: self) }

    /// Runs `body` with the state at the present time, then tells the observers, outside the lock, what changed.
    func update<Result, Failure: Error>(
        at time: UInt64? = nil,
        _ body: (inout State) throws(Failure) -> sending Result
    ) throws(Failure) -> Result {
        let result = try state.withLock { state throws(Failure) -> sending Result in
            state.now = max(state.now, time ?? (self.time == .monotonic ? MonotonicClock.now() : 0))
            return try body(&state)
        }
        deliver()
        return result
    }

    /// One caller at a time delivers, in order. A change made by an observer is delivered by the caller it interrupts.
    private func deliver() {
        while true {
            let next = state.withLock { state -> (OutputChange, [Observer])? in
                guard !state.isDelivering, !state.changes.isEmpty else { return nil }
                state.isDelivering = true
                return (state.changes.removeFirst(), state.observers)
            }
            guard let (change, observers) = next else { return }
            for observer in observers { observer(change) }
            state.withLock { $0.isDelivering = false }
        }
    }
}
