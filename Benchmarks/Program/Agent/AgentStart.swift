import Foundation
import GPIO
import Machine
import Supervision
import Synchronization
import TestSupport

/// Starts of an enrolled agent, without its coordinator: how long until every output is safe, and until it says so.
final class AgentStart: Sendable {
    /// One start, in seconds from before the process was made.
    struct Times {
        /// Until the last output was driven to its safe level.
        let safe: Double
        /// Until `READY=1`: outputs safe, journal open, what was left open settled.
        let ready: Double
    }

    private let folder: TemporaryDirectory
    private let arguments: [String]
    private let server: SimulatedChipServer
    private let lastDriven = Mutex<UInt64>(0)

    /// Serves the machine's lines where the agent's configuration expects them.
    init(_ deployment: Deployment) throws {
        folder = deployment.folder
        arguments = deployment.agentArguments
        let text = try Data(contentsOf: URL(fileURLWithPath: folder.path("profile.json")))
        let profile = try MachineProfile.decode(json: Array(text))
        let names = Set(profile.lanes.map(\.motor.name) + profile.inputs.map(\.name))
        let chip = SimulatedChip(lines: names.sorted { $0.description < $1.description })
        server = try SimulatedChipServer(chip: chip, socketPath: folder.path("chip"))
        chip.observeOutputs { [weak self] change in
            if change.isDriven { self?.lastDriven.withLock { $0 = change.timestampNanoseconds } }
        }
    }

    /// Lets go of the lines.
    func close() { server.close() }

    /// Starts the agent, waits until it is ready, and ends it.
    /// - Parameter signal: SIGTERM for an orderly end, SIGKILL for a power cut's.
    func once(endingBy signal: Int32) async throws -> Times {
        let path = folder.path("notify")
        let manager = try UnixSocket.bound(to: path, .datagram)
        lastDriven.withLock { $0 = 0 }
        let start = Clock.nanoseconds
        let agent = try ChildProcess(
            ShippedAgent.path,
            arguments: arguments,
            environment: ["NOTIFY_SOCKET": path]
        )
        var ready: UInt64?
        while ready == nil {
            // Waits on the socket itself: asking again and again would take a core from the agent.
            _ = Waiting.untilReadable([manager.descriptor], until: Clock.nanoseconds + 20_000_000_000)
            let now = Clock.nanoseconds
            guard let datagram = manager.receive(maximumBytes: ServiceMessage.maximumBytes, waits: false) else {
                throw BenchmarkError("the agent is not ready after 20 s: \(agent.lines.suffix(5))")
            }
            if ServiceMessage.parse(datagram).contains(.ready) { ready = now }
        }
        let safe = lastDriven.withLock { $0 }
        agent.send(signal: signal)
        try await agent.waitUntilExit()
        guard let ready, safe > start else { throw BenchmarkError("the agent drove no output before it was ready") }
        return Times(safe: Double(safe - start) / 1e9, ready: Double(ready - start) / 1e9)
    }
}
