/// One sale as a state machine of money x goods. Events and time in, effects out; nothing else is read or changed.
///
/// The shell stores `state` and carries out the effects in one transaction. Every event has an outcome in every state:
/// the whole table is generated into `docs/generated/sale-table.md`.
package struct SaleMachine: Hashable, Sendable {
    /// What to store.
    package private(set) var state: SaleState

    /// A stored sale.
    package init(state: SaleState) {
        self.state = state
    }

    /// A sale that is being quoted now, and what that asks for.
    package static func open(terms: SaleTerms) -> (machine: SaleMachine, effects: [SaleEffect]) {
        (SaleMachine(state: SaleState(terms: terms)), [.reserveStock, .log(.quoted)])
    }

    /// Takes an event in. `now` is wall time in milliseconds. Never empty: an event without consequence is `ignored`.
    package mutating func handle(_ event: SaleEvent, now: Int64) -> [SaleEffect] {
        var transition = SaleTransition(state: state, now: now)
        transition.apply(event)
        transition.conclude(from: state)
        state = transition.state
        return transition.effects
    }
}
