import Protocol
import Synchronization

/// What the parts of the agent write down of themselves for the local socket.
final class AgentBoard: Sendable {
    private struct State {
        var phase = AgentStatus.Phase.starting
        var outputsSafe = false
        var troubles: [String] = []
        var connected = false
    }

    private let state = Mutex(State())

    /// The agent asks to be enrolled; it holds no lines.
    func enrolling() { state.withLock { $0 = State(phase: .enrolling) } }

    /// The lines were taken and tested.
    /// - Parameter troubles: what the test found wrong.
    func running(outputsSafe: Bool, troubles: [String]) {
        state.withLock { $0 = State(phase: .running, outputsSafe: outputsSafe, troubles: troubles) }
    }

    /// A session was opened, or broke.
    func link(connected: Bool) { state.withLock { $0.connected = connected } }

    var phase: AgentStatus.Phase { state.withLock { $0.phase } }
    var lines: (outputsSafe: Bool, troubles: [String]) { state.withLock { ($0.outputsSafe, $0.troubles) } }
    var connected: Bool { state.withLock { $0.connected } }
}
