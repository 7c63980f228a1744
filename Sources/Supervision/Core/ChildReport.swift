/// How a child is, for people and tests.
package struct ChildReport: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// Where it is in its life.
    package let state: ChildMachine.State
    /// Its process id while it runs.
    package let pid: Int32?
    /// How often it was started.
    package let starts: Int
    /// Why its last life ended.
    package let lastEnd: String?
    /// What it last said of itself.
    package let status: String?

    /// Whether it is ready.
    package var isReady: Bool {
        if case .ready = state { true } else { false }
    }

    init(name: String, child: ChildMachine, pid: Int32?) {
        self.name = name
        state = child.state
        self.pid = pid
        starts = child.starts
        lastEnd = child.lastEnd
        status = child.status
    }
}
