/// The decisions about all children: which to start, which to end, and in what order. Pure: times are values, in
/// nanoseconds of a clock that never goes back.
package struct SupervisionMachine: Sendable {
    /// What to do to which child.
    package struct Effect: Sendable, Equatable {
        /// The child's name.
        package var child: String
        /// What to do.
        package var action: ChildMachine.Effect

        /// An effect.
        package init(_ child: String, _ action: ChildMachine.Effect) {
            self.child = child
            self.action = action
        }
    }

    /// The children's names, in the order they were added.
    package private(set) var names: [String] = []
    private var children: [String: ChildMachine] = [:]
    private var isStopRequested = false

    /// Nobody to watch yet.
    package init() {}

    /// The child's decisions so far; nil for an unknown name.
    package func child(_ name: String) -> ChildMachine? { children[name] }

    /// Whether stopping was asked for and every child has ended.
    package var isStopped: Bool { isStopRequested && children.values.allSatisfy { $0.state == .ended } }

    /// When `timePassed` is due next.
    package var deadline: UInt64? { children.values.compactMap(\.deadline).min() }

    /// Watches one more child and starts it. A name that is known, or a machine that stops, changes nothing.
    package mutating func add(_ name: String, policy: ChildPolicy, at now: UInt64) -> [Effect] {
        guard !isStopRequested, children[name] == nil else { return [] }
        names.append(name)
        children[name] = ChildMachine(policy: policy)
        return handle(.begin, of: name, at: now)
    }

    /// Takes what happened to one child.
    package mutating func handle(_ event: ChildMachine.Event, of name: String, at now: UInt64) -> [Effect] {
        guard var child = children[name] else { return [] }
        let effects = child.handle(event, at: now).map { Effect(name, $0) }
        children[name] = child
        return effects + stopNext(at: now)
    }

    /// Ends every child, the last one first, each after the next has ended: whoever came later may need who came
    /// before.
    package mutating func stopAll(at now: UInt64) -> [Effect] {
        isStopRequested = true
        return stopNext(at: now)
    }

    /// Time passed for everyone.
    package mutating func timePassed(at now: UInt64) -> [Effect] {
        names.flatMap { handle(.timePassed, of: $0, at: now) }
    }

    private mutating func stopNext(at now: UInt64) -> [Effect] {
        guard isStopRequested else { return [] }
        var effects: [Effect] = []
        for name in names.reversed() {
            guard var child = children[name], child.state != .ended else { continue }
            effects += child.handle(.stop, at: now).map { Effect(name, $0) }
            children[name] = child
            if child.state != .ended { break }
        }
        return effects
    }
}
