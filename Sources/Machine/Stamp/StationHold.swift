/// Decides after each unit whether the line goes on. Only a person releases a line that holds.
package struct StationHold: Sendable, Equatable {
    private let policy: Station.FailurePolicy
    private let failuresBeforeHold: Int
    /// How many units in a row were scrapped.
    package private(set) var failuresInARow = 0
    /// Whether the line holds.
    package private(set) var isHolding = false

    /// A line that goes on.
    package init(of station: Station) {
        policy = station.afterFailure
        failuresBeforeHold = station.failuresBeforeHold
    }

    /// Takes a unit's result. The line holds when nobody knows what the unit carries, when a scrapped unit may have
    /// passed the gate, when the policy says so, or when too many in a row were scrapped.
    package mutating func note(_ result: StampResult) {
        switch result.status {
        case .commissioned: failuresInARow = 0
        case .cannotStart: break
        case .scrapped:
            failuresInARow += 1
            let unknown = result.reason?.isInDoubt ?? true
            let tooMany = failuresInARow >= failuresBeforeHold
            isHolding = isHolding || unknown || !result.evidence.rejected || policy == .hold || tooMany
        }
    }

    /// A person has looked and lets the line go on.
    package mutating func release() {
        isHolding = false
        failuresInARow = 0
    }
}
