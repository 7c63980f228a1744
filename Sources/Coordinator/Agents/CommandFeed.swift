import Database
import Faults
import Logging
import Logs
import Protocol
import ServiceLifecycle
import Signals

/// The frames of one machine's command stream: every command after a counter, then heartbeats, for as long as the
/// session is the machine's newest.
package struct CommandFeed: Sendable {
    let runtime: Runtime
    let keys: DeploymentKeys
    let links: AgentLinks
    var heartbeatSeconds = Double(ProtocolLimits.heartbeatSeconds)

    /// A reader of one stream's lines. The machine counts as connected from `open` until `close`.
    package struct Reader {
        fileprivate let feed: CommandFeed
        fileprivate let session: AgentLinks.Session
        fileprivate let stream: UInt64
        fileprivate var sent: Int64
        fileprivate var waiting: [Command] = []
        fileprivate var isFirst = true
        fileprivate var handedOver: Command?
        fileprivate var nextHeartbeat = ContinuousClock.now

        /// The next line, waiting for one; nil once the session is over.
        package mutating func next() async throws -> String? {
            while isCurrent, !Task.isCancelled, !Task.isShuttingDownGracefully {
                let generation = feed.links.signal.generation
                if let line = try await ready() { return line }
                // The signal is everyone's: what wakes this stream for another machine must not put its heartbeat off.
                let left = nextHeartbeat - ContinuousClock.now
                guard left > .zero else { return try frame(nil) }
                await feed.links.signal.waitOrStop(after: generation, timeoutSeconds: left / .seconds(1))
            }
            return nil
        }

        /// Whether the session is still the machine's newest.
        package var isCurrent: Bool { feed.links.isCurrent(session) }

        /// The next line that is there already; nil when there is none. Asking for it tells that the one before it was
        /// handed over.
        package mutating func ready() async throws -> String? {
            if let command = handedOver {
                feed.runtime.logger.log(CoordinatorLog.commandSent, command.logFields)
                FaultPoint.reach(CoordinatorStep.commandSent)
            }
            handedOver = nil
            if isFirst {
                isFirst = false
                return try frame(nil)
            }
            if waiting.isEmpty { waiting = try await feed.pending(session, after: sent) }
            return waiting.isEmpty ? nil : try sign(waiting.removeFirst())
        }

        /// The stream ended.
        package func close() { feed.links.disconnected(session.machine, stream: stream) }

        private mutating func sign(_ command: Command) throws -> String {
            let compact = try Envelope.sign(command, as: .command, with: feed.keys.command).compact
            FaultPoint.reach(CoordinatorStep.commandSigned)
            sent = command.cnt
            handedOver = command
            return try frame(compact)
        }

        private mutating func frame(_ command: String?) throws -> String {
            nextHeartbeat = ContinuousClock.now + .seconds(feed.heartbeatSeconds)
            return try feed.frame(command, session)
        }
    }

    /// Opens a stream.
    /// - Parameters:
    ///   - session: whose commands.
    ///   - counter: the last counter that the machine has on its disk.
    package func open(_ session: AgentLinks.Session, after counter: Int64) async throws -> Reader {
        try await runtime.perform { work in
            let machine = try MachineRepository.get(session.machine, in: work)
            try EventLog.append(
                .machineConnected,
                subject: session.machine,
                owner: machine.owner,
                data: ["epoch": String(session.epoch)],
                in: work
            )
        }
        let stream = links.connected(session.machine, at: runtime.clock())
        return Reader(feed: self, session: session, stream: stream, sent: counter)
    }

    private func pending(_ session: AgentLinks.Session, after counter: Int64) async throws -> [Command] {
        let deployment = keys.deployment
        return try await runtime.view { work in
            // What the machine did since the backup may tell more about these.
            guard try !RecoveryBook.isReplaying(session.machine, in: work) else { return [] }
            return try CommandQueue.pending(
                machine: session.machine,
                incarnation: session.incarnation,
                after: counter,
                limit: 64,
                deployment: deployment,
                in: work
            )
        }
    }

    private func frame(_ command: String?, _ session: AgentLinks.Session) throws -> String {
        let frame = StreamFrame(epoch: session.epoch, time: runtime.clock().milliseconds, command: command)
        return String(decoding: try StrictJSON.encode(frame), as: UTF8.self) + "\n"
    }
}

extension Command {
    /// What every line about the command says.
    fileprivate var logFields: Logger.Metadata {
        var fields: Logger.Metadata = [
            LogField.command: .string(jti), LogField.machine: .string(aud.description),
            LogField.trace: .string(LogField.traceID(of: traceparent)),
        ]
        if case .deliver(let deliver) = body { fields[LogField.sale] = .string(deliver.sale) }
        return fields
    }
}
