/// How far a recovery has come: which machines have told what they did after the database was copied. Pure.
///
/// A recovery is open until no machine is left to wait for. While it is open nothing is quoted, dispatched or
/// allocated, because the database may be behind what was already promised.
package struct RecoveryState: Hashable, Sendable {
    /// Why a generation began.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The database is new; there is nothing to recover.
        case first
        /// The database was restored from a backup, or copied.
        case restore
        /// A machine knows more than the database, so the database must be an older one.
        case machineAhead
    }

    /// How one machine stands.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        /// It has not come yet. Next: `replaying closed setAside`.
        case waiting
        /// It is connected and sends its kept receipts. Next: `replayed closed setAside`.
        case replaying
        /// All that it knows is stored. Next: `replaying` when it comes again and has more, `setAside`.
        case replayed
        /// A person decided not to wait for it. Next: `replayed` when it comes after all, `setAside`.
        case closed
        /// It is in quarantine or not allowed: nobody waits for it. Next: `waiting` when it is allowed.
        case setAside

        /// Whether the recovery goes on because of it.
        package var isAwaited: Bool { self == .waiting || self == .replaying }
    }

    /// What can happen.
    package enum Event: Hashable, Sendable {
        /// The machine opened a session: it sends what is missing here.
        case sessionOpened(machine: String)
        /// The machine has nothing left to send, and no command whose outcome it does not know.
        case replayed(machine: String)
        /// The machine was allowed.
        case allowed(machine: String)
        /// The machine was set aside.
        case setAside(machine: String)
        /// A person decided not to wait for this machine.
        case machineClosed(machine: String)
        /// A person decided to wait for nobody.
        case closed
    }

    /// What follows.
    package enum Effect: Hashable, Sendable {
        /// The machine stands differently now.
        case stands(machine: String, Standing)
        /// Nobody is left to wait for: quotes and dispatches go on.
        case finished
        /// The event changed nothing.
        case ignored(Ignored)
    }

    /// Why an event changed nothing.
    package enum Ignored: String, Hashable, Sendable, CaseIterable {
        /// There is no recovery.
        case notOpen
        /// The machine is not part of this one.
        case unknownMachine
        /// The machine has not opened a session in this recovery, so its word is an old one.
        case noSession
        /// It was so before.
        case repeated
    }

    /// The generation.
    package let generation: Int64
    /// Why it began.
    package let reason: Reason
    /// The machines, by id.
    package private(set) var machines: [String: Standing]
    /// Whether the recovery goes on.
    package private(set) var isOpen: Bool

    /// A stored recovery.
    package init(generation: Int64, reason: Reason, machines: [String: Standing], isOpen: Bool) {
        self.generation = generation
        self.reason = reason
        self.machines = machines
        self.isOpen = isOpen
    }

    /// A recovery that begins now, waiting for `machines`. Without any it is over at once.
    package static func start(
        generation: Int64,
        reason: Reason,
        machines: [String]
    ) -> (state: RecoveryState, effects: [Effect]) {
        let waiting = Dictionary(machines.map { ($0, Standing.waiting) }, uniquingKeysWith: { first, _ in first })
        var state = RecoveryState(generation: generation, reason: reason, machines: waiting, isOpen: true)
        var effects = waiting.keys.sorted().map { Effect.stands(machine: $0, .waiting) }
        effects += state.finishIfDone()
        return (state, effects)
    }

    /// The machines that are waited for, by id.
    package var awaited: [String] { machines.filter(\.value.isAwaited).keys.sorted() }

    /// Takes an event in. Never empty: an event without consequence is `ignored`.
    package mutating func handle(_ event: Event) -> [Effect] {
        guard isOpen else { return [.ignored(.notOpen)] }
        switch event {
        case .sessionOpened(let machine): return open(machine)
        case .replayed(let machine): return replayed(machine)
        case .allowed(let machine): return allowed(machine)
        case .setAside(let machine): return move(machine, to: .setAside)
        case .machineClosed(let machine): return close(machine)
        case .closed:
            isOpen = false
            return [.finished]
        }
    }

    /// A person's decision stands, so a closed machine that comes is not waited for again.
    private mutating func open(_ machine: String) -> [Effect] {
        machines[machine] == .closed ? [.ignored(.repeated)] : move(machine, to: .replaying)
    }

    private mutating func replayed(_ machine: String) -> [Effect] {
        switch machines[machine] {
        case nil: [.ignored(.unknownMachine)]
        case .waiting, .setAside: [.ignored(.noSession)]
        case .replayed: [.ignored(.repeated)]
        case .replaying, .closed: move(machine, to: .replayed)
        }
    }

    private mutating func allowed(_ machine: String) -> [Effect] {
        guard machines[machine].map({ $0 == .setAside }) ?? true else { return [.ignored(.repeated)] }
        machines[machine] = .waiting
        return [.stands(machine: machine, .waiting)]
    }

    private mutating func close(_ machine: String) -> [Effect] {
        guard let standing = machines[machine] else { return [.ignored(.unknownMachine)] }
        return standing.isAwaited ? move(machine, to: .closed) : [.ignored(.repeated)]
    }

    private mutating func move(_ machine: String, to standing: Standing) -> [Effect] {
        guard let old = machines[machine] else { return [.ignored(.unknownMachine)] }
        guard old != standing else { return [.ignored(.repeated)] }
        machines[machine] = standing
        return [.stands(machine: machine, standing)] + finishIfDone()
    }

    private mutating func finishIfDone() -> [Effect] {
        guard awaited.isEmpty else { return [] }
        isOpen = false
        return [.finished]
    }
}
