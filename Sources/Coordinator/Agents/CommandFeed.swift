import Database
import Faults
import Protocol
import Signals

/// The frames of one machine's command stream: every command after a counter, then heartbeats, for as long as the
/// session is the machine's newest.
package struct CommandFeed: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let links: AgentLinks

    /// Sends frames through `send` until the session ends, the task is cancelled, or `send` throws.
    /// - Parameters:
    ///   - session: whose commands.
    ///   - counter: the last counter that the machine has on its disk.
    ///   - send: writes one line.
    package func run(
        _ session: AgentLinks.Session,
        after counter: Int64,
        send: (String) async throws -> Void
    ) async throws {
        links.connected(session.machine, at: runtime.clock())
        defer { links.disconnected(session.machine) }
        try await note(.machineConnected, session)
        var sent = counter
        try await send(try frame(nil, session))
        while !Task.isCancelled, links.isCurrent(session) {
            let generation = links.signal.generation
            let commands = try await pending(session, after: sent)
            for command in commands {
                let compact = try Envelope.sign(command, as: .command, with: keys.command).compact
                FaultPoint.reach(CoordinatorStep.commandSigned)
                try await send(try frame(compact, session))
                FaultPoint.reach(CoordinatorStep.commandSent)
                sent = command.cnt
            }
            guard commands.isEmpty else { continue }
            await links.signal.wait(after: generation, timeoutSeconds: Double(ProtocolLimits.heartbeatSeconds))
            if links.signal.generation == generation { try await send(try frame(nil, session)) }
        }
    }

    private func pending(_ session: AgentLinks.Session, after counter: Int64) async throws -> [Command] {
        let deployment = keys.deployment
        return try await runtime.view { work in
            try CommandQueue.pending(
                machine: session.machine,
                incarnation: session.incarnation,
                after: counter,
                limit: 64,
                deployment: deployment,
                in: work
            )
        }
    }

    private func note(_ kind: EventKind, _ session: AgentLinks.Session) async throws {
        try await runtime.perform { work in
            let machine = try MachineRepository.get(session.machine, in: work)
            try EventLog.append(
                kind,
                subject: session.machine,
                owner: machine.owner,
                data: ["epoch": String(session.epoch)],
                in: work
            )
        }
    }

    private func frame(_ command: String?, _ session: AgentLinks.Session) throws -> String {
        let frame = StreamFrame(epoch: session.epoch, time: runtime.clock().milliseconds, command: command)
        return String(decoding: try StrictJSON.encode(frame), as: UTF8.self) + "\n"
    }
}
