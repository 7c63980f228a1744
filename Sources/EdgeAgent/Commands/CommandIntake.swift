import Faults
import Journal
import Logging
import Protocol
import Synchronization

/// Takes envelopes from the link: verify, commit RECEIVED, hand on. A wrong one is refused, answered and logged;
/// nothing of it is run.
final class CommandIntake: Sendable {
    /// What the link has to do after an envelope.
    enum Next: Equatable, Sendable {
        /// Go on, and acknowledge what is on disk.
        case proceed
        /// One before it is missing: open the stream again after the last one.
        case askAgain
    }

    private let journal: Journal
    private let verifier: CommandVerifier
    private let writer: ReceiptWriter
    private let runner: CommandRunner
    private let logger: Logger
    private let metrics: AgentMetrics
    private let refused = Mutex<[String]>([])

    init(
        journal: Journal,
        verifier: CommandVerifier,
        writer: ReceiptWriter,
        runner: CommandRunner,
        logger: Logger,
        metrics: AgentMetrics
    ) {
        self.journal = journal
        self.verifier = verifier
        self.writer = writer
        self.runner = runner
        self.logger = logger
        self.metrics = metrics
    }

    /// Takes one envelope.
    /// - Throws: what the journal throws when it can write nothing any more.
    func take(_ compact: String) async throws -> Next {
        let command: Command
        do {
            command = try verifier.verify(compact)
        } catch {
            try await refuse(compact, error, command: nil)
            return .proceed
        }
        FaultPoint.reach(AgentStep.commandVerified)
        return try await receive(command, compact)
    }

    private func receive(_ command: Command, _ compact: String) async throws -> Next {
        let incoming = IncomingCommand(
            id: command.jti,
            counter: command.cnt,
            bodyHash: try command.bodyHash(),
            envelope: Array(compact.utf8),
            traceparent: command.traceparent,
            received: SystemClock.journalInstant
        )
        let decision: ReceiveDecision
        do {
            decision = try await journal.transact { try $0.receive(incoming) }
        } catch let error as JournalError where error.code == .full || error.code == .queueFull {
            // Nothing was moved and nothing is on disk: the command comes again when there is room.
            metrics.refused(.storage)
            logger.error("no room for a command", metadata: ["command": "\(command.jti)", "cause": "\(error)"])
            throw AgentError(
                .journal,
                "The journal has no room for a command; free space on its disk.",
                cause: "\(error)"
            )
        }
        switch decision {
        case .accepted:
            FaultPoint.reach(AgentStep.receivedCommitted)
            metrics.accepted()
            runner.run(command)
            return .proceed
        case .duplicate(let receipt):
            metrics.duplicate()
            if let receipt { runner.resend(receipt.sequence) }
            return .proceed
        case .gap(let expected):
            metrics.refused(.counterGap)
            logger.warning("a command is missing", metadata: ["expected": "\(expected)", "got": "\(command.cnt)"])
            return .askAgain
        case .counterReuse:
            let error = ProtocolError(.counterReuse, "Counter \(command.cnt) was used for another command.")
            try await refuse(compact, error, command: command)
            try await journal.transact { try $0.setValue(Trust.Key.quarantine, Array("counterReuse".utf8)) }
            throw AgentError(
                .refused,
                "A counter was used twice; this machine takes no more commands until it is allowed again."
            )
        case .replayedBeyondMemory:
            try await refuse(
                compact,
                ProtocolError(.replayed, "Command \(command.cnt) is older than any kept one."),
                command: command
            )
            return .proceed
        }
    }

    /// Answers a refused envelope, once per envelope: a peer that repeats it must not fill the journal.
    private func refuse(_ compact: String, _ error: ProtocolError, command: Command?) async throws {
        metrics.refused(error.code)
        logger.warning("command refused", metadata: ["code": "\(error.code.rawValue)", "why": "\(error.message)"])
        let digest = Fingerprint.sha256(Array(compact.utf8))
        let isNew = refused.withLock { recent in
            guard !recent.contains(digest) else { return false }
            recent.append(digest)
            if recent.count > 64 { recent.removeFirst() }
            return true
        }
        guard isNew else { return }
        let writer = writer
        let refusal = ReceiptBody.refused(
            ReceiptBody.Refusal(code: error.code, detail: String(error.message.prefix(500)), envelope: digest)
        )
        // Only a verified command is named: the id in a forged one is anybody's word.
        _ = try await journal.transact { store in
            try store.appendReceipt(kind: refusal.kind.rawValue, at: SystemClock.journalInstant) { sequence in
                try writer.make(refusal, answering: command?.jti, traceparent: command?.traceparent, sequence: sequence)
            }
        }
        runner.receiptsChanged()
    }
}
