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
    var heartbeatSeconds = Double(ProtocolLimits.heartbeatSeconds)

    /// A reader of one stream's lines. The machine counts as connected from `open` until `close`.
    package struct Reader {
        fileprivate let feed: CommandFeed
        fileprivate let session: AgentLinks.Session
        fileprivate let stream: UInt64
        fileprivate var sent: Int64
        fileprivate var waiting: [Command] = []
        fileprivate var isFirst = true
        fileprivate var lastWasCommand = false
        fileprivate var nextHeartbeat = ContinuousClock.now

        /// The next line, waiting for one; nil once the session is over.
        package mutating func next() async throws -> String? {
            if lastWasCommand { FaultPoint.reach(CoordinatorStep.commandSent) }
            lastWasCommand = false
            if isFirst {
                isFirst = false
                return try frame(nil)
            }
            while feed.links.isCurrent(session), !Task.isCancelled {
                let generation = feed.links.signal.generation
                if waiting.isEmpty { waiting = try await feed.pending(session, after: sent) }
                guard waiting.isEmpty else { return try sign(waiting.removeFirst()) }
                // The signal is everyone's: what wakes this stream for another machine must not put its heartbeat off.
                let left = nextHeartbeat - ContinuousClock.now
                guard left > .zero else { return try frame(nil) }
                await feed.links.signal.wait(after: generation, timeoutSeconds: left / .seconds(1))
            }
            return nil
        }

        /// The stream ended.
        package func close() { feed.links.disconnected(session.machine, stream: stream) }

        private mutating func sign(_ command: Command) throws -> String {
            let compact = try Envelope.sign(command, as: .command, with: feed.keys.command).compact
            FaultPoint.reach(CoordinatorStep.commandSigned)
            sent = command.cnt
            lastWasCommand = true
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
