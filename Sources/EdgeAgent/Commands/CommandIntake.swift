import Faults
import Journal
import Logging
import Logs
import Protocol

/// Takes envelopes from the link: verify, commit RECEIVED, hand on. A wrong one is refused, answered and logged;
/// nothing of it is run.
final class CommandIntake: Sendable {
    /// What the link has to do after an envelope.
    enum Next: Equatable, Sendable {
        /// Go on, and acknowledge what is on disk.
        case proceed
        /// It was not taken, or one before it is missing: open the stream again after the last one that was.
        case askAgain
    }

    private let journal: Journal
    private let verifier: CommandVerifier
    private let writer: ReceiptWriter
    private let runner: CommandRunner
    private let memory: RefusalMemory
    private let logger: Logger
    private let metrics: AgentMetrics

    init(
        journal: Journal,
        verifier: CommandVerifier,
        writer: ReceiptWriter,
        runner: CommandRunner,
        memory: RefusalMemory,
        logger: Logger,
        metrics: AgentMetrics
    ) {
        self.journal = journal
        self.verifier = verifier
        self.writer = writer
        self.runner = runner
        self.memory = memory
        self.logger = logger
        self.metrics = metrics
    }

    /// Takes one envelope.
    /// - Throws: `journal` when there is no room for a command, and what the journal throws when it can write nothing
    ///   any more.
    func take(_ compact: String) async throws -> Next {
        let command: Command
        do {
            command = try verifier.verify(compact)
            try command.checkBody()
        } catch {
            try await refuse(compact, error, command: nil)
            // Whatever was meant by it is not on disk, so nothing behind it may be taken either.
            return .askAgain
        }
        FaultPoint.reach(AgentStep.commandVerified)
        guard try await !journal.read({ try Trust.isAside($0) }) else {
            let error = ProtocolError(.quarantined, "This machine set itself aside; an operator has to allow it again.")
            try await refuse(compact, error, command: command)
            return .proceed
        }
        return try await receive(command, compact)
    }

    private func receive(_ command: Command, _ compact: String) async throws -> Next {
        let incoming = try IncomingCommand(command, envelope: compact, at: SystemClock.journalInstant)
        let decision: ReceiveDecision
        do {
            decision = try await journal.transact { try $0.receive(incoming) }
        } catch let error as JournalError where error.isForNow {
            // Nothing was moved and nothing is on disk: the command comes again when there is room.
            metrics.refused(.storage)
            logger.log(AgentLog.noRoomForCommand, command.logFields.adding(["error": "\(error)"]))
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
            logger.log(AgentLog.commandReceived, command.logFields)
            runner.run(AcceptedCommand(command, envelope: compact))
            return .proceed
        case .duplicate(let receipt):
            metrics.duplicate()
            if let receipt { runner.resend(receipt.sequence) }
            return .proceed
        case .gap(let expected):
            metrics.refused(.counterGap)
            logger.log(AgentLog.commandMissing, ["expected": "\(expected)", "got": "\(command.cnt)"])
            return .askAgain
        case .counterReuse:
            let error = ProtocolError(.counterReuse, "Counter \(command.cnt) was used for another command.")
            try await refuse(compact, error, command: command, setAside: true)
            return .proceed
        case .replayedBeyondMemory:
            let error = ProtocolError(.replayed, "Command \(command.cnt) is older than any kept one.")
            try await refuse(compact, error, command: command)
            return .proceed
        }
    }

    /// Answers a refused envelope, once per envelope.
    /// - Parameter setAside: whether the machine takes no more commands. The session goes on, so that the coordinator
    ///   learns of it.
    private func refuse(
        _ compact: String,
        _ error: ProtocolError,
        command: Command?,
        setAside: Bool = false
    ) async throws {
        metrics.refused(error.code)
        let reason: Logger.Metadata = ["reason_code": "\(error.code.rawValue)", "reason": "\(error.message)"]
        logger.log(AgentLog.commandRefused, (command?.logFields ?? [:]).adding(reason))
        let digest = Fingerprint.sha256(Array(compact.utf8))
        guard !memory.contains(digest) else { return }
        let writer = writer
        let refusal = ReceiptBody.refused(error.code, error.message, digest: digest)
        // Only a verified command is named: the id in a forged one is anybody's word.
        let answered = command.map { AnsweredCommand($0) }
        do {
            try await journal.transact { store in
                try store.appendReceipt(kind: refusal.kind.rawValue, at: SystemClock.journalInstant) { sequence in
                    try writer.make(refusal, answering: answered, sequence: sequence, in: store)
                }
                if setAside { try Trust.setAside(error.code, in: store) }
            }
        } catch let failure as JournalError where failure.isForNow {
            // It is refused all the same. A machine that must set itself aside takes nothing until it has written that.
            logger.log(AgentLog.noRoomForRefusal, ["error": "\(failure)"])
            guard setAside else { return }
            throw AgentError(.journal, "The journal has no room; free space on its disk.", cause: "\(failure)")
        }
        memory.remember(digest)
        runner.receiptsChanged()
    }
}
