import Testing

@testable import Coordinator

@Suite("Recovery state")
struct RecoveryStateTests {
    /// What an event about machine `m` does while `m` stands so and another machine is waited for.
    private struct Row: CustomTestStringConvertible {
        let event: RecoveryState.Event
        /// In the order of `Standing.allCases`, then for a machine that is not known: the next standing, or why nothing
        /// changed.
        let cells: [String]
        var testDescription: String { "\(event)" }
    }

    private static let table: [Row] = [
        Row(
            event: .sessionOpened(machine: "m"),
            cells: ["replaying", "repeated", "replaying", "repeated", "replaying", "unknownMachine"]
        ),
        Row(
            event: .replayed(machine: "m"),
            cells: ["noSession", "replayed", "repeated", "replayed", "noSession", "unknownMachine"]
        ),
        Row(
            event: .allowed(machine: "m"),
            cells: ["repeated", "repeated", "repeated", "repeated", "waiting", "waiting"]
        ),
        Row(
            event: .setAside(machine: "m"),
            cells: ["setAside", "setAside", "setAside", "setAside", "repeated", "unknownMachine"]
        ),
        Row(
            event: .machineClosed(machine: "m"),
            cells: ["closed", "closed", "repeated", "repeated", "repeated", "unknownMachine"]
        ),
    ]

    private static let standings = RecoveryState.Standing.allCases.map(Optional.some) + [nil]

    private static func state(_ machines: [String: RecoveryState.Standing?], isOpen: Bool = true) -> RecoveryState {
        RecoveryState(generation: 2, reason: .restore, machines: machines.compactMapValues { $0 }, isOpen: isOpen)
    }

    @Test(arguments: table)
    private func everyEventInEveryStanding(_ row: Row) {
        for (standing, cell) in zip(Self.standings, row.cells) {
            let before = Self.state(["m": standing, "other": .waiting])
            var state = before
            let effects = state.handle(row.event)
            if let reason = RecoveryState.Ignored(rawValue: cell) {
                #expect(effects == [.ignored(reason)], "\(String(describing: standing))")
                #expect(state == before)
            } else if let next = RecoveryState.Standing(rawValue: cell) {
                #expect(effects == [.stands(machine: "m", next)], "\(String(describing: standing))")
                #expect(state.machines["m"] == next && state.machines["other"] == .waiting && state.isOpen)
            } else {
                Issue.record("the table has an unknown word: \(cell)")
            }
        }
        #expect(row.cells.count == Self.standings.count)
    }

    /// The last machine ends it, unless it is waited for itself.
    @Test(arguments: table)
    private func theLastMachineEndsIt(_ row: Row) {
        for (standing, cell) in zip(Self.standings, row.cells) {
            guard let next = RecoveryState.Standing(rawValue: cell) else { continue }
            for other in [RecoveryState.Standing.replayed, .closed, .setAside] {
                var state = Self.state(["m": standing, "other": other])
                let effects = state.handle(row.event)
                #expect(effects.contains(.finished) == !next.isAwaited, "\(String(describing: standing))")
                #expect(state.isOpen == next.isAwaited)
            }
        }
    }

    @Test func aPersonEndsItWhateverIsWaitedFor() {
        var state = Self.state(["m": .waiting, "other": .replaying])
        #expect(state.awaited == ["m", "other"])
        #expect(state.handle(.closed) == [.finished])
        #expect(!state.isOpen)
    }

    @Test func nothingHappensWhenItIsOver() {
        for event in Self.table.map(\.event) + [.closed] {
            for standing in Self.standings {
                let before = Self.state(["m": standing], isOpen: false)
                var state = before
                #expect(state.handle(event) == [.ignored(.notOpen)])
                #expect(state == before)
            }
        }
    }

    @Test func beginsByWaitingForEachMachineOnce() {
        let (state, effects) = RecoveryState.start(generation: 7, reason: .restore, machines: ["b", "a", "b"])
        #expect(effects == [.stands(machine: "a", .waiting), .stands(machine: "b", .waiting)])
        #expect(
            state
                == RecoveryState(
                    generation: 7,
                    reason: .restore,
                    machines: ["a": .waiting, "b": .waiting],
                    isOpen: true
                )
        )
    }

    @Test func isOverAtOnceWithoutMachines() {
        let (state, effects) = RecoveryState.start(generation: 2, reason: .restore, machines: [])
        #expect(effects == [.finished])
        #expect(!state.isOpen)
    }
}
