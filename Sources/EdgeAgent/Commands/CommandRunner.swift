import Faults
import GPIO
import Journal
import Logging
import Machine
import Protocol
import Signals
import Synchronization

/// Runs commands that are on disk. Deliveries go one after another; setting outputs safe does not wait for them.
///
/// Order of a delivery: commit INTENT, look at expiry and interlocks once more, act, commit OUTCOME with its evidence
/// and receipt in one transaction. An intent found without an outcome is never run again.
final class CommandRunner: Sendable {

    private let journal: Journal
    private let control: ControlLoop
    private let profile: MachineProfile
    private let time: TrustedTime
    private let writer: ReceiptWriter
    private let logger: Logger
    private let metrics: AgentMetrics
    private let deliveries: (stream: AsyncStream<Command>, continuation: AsyncStream<Command>.Continuation)
    private let immediate: (stream: AsyncStream<Command>, continuation: AsyncStream<Command>.Continuation)
    private let resends = Mutex<Set<Int64>>([])
    /// Notified when there are receipts to send.
    let receipts = ChangeSignal()
    /// Notified when the trusted time is known.
    let timeKnown = ChangeSignal()

    init(
        journal: Journal,
        control: ControlLoop,
        profile: MachineProfile,
        time: TrustedTime,
        writer: ReceiptWriter,
        logger: Logger,
        metrics: AgentMetrics
    ) {
        self.journal = journal
        self.control = control
        self.profile = profile
        self.time = time
        self.writer = writer
        self.logger = logger
        self.metrics = metrics
        deliveries = AsyncStream.makeStream()
        immediate = AsyncStream.makeStream()
    }

    /// Queues a command that is on disk.
    func run(_ command: Command) {
        switch command.body {
        case .deliver: deliveries.continuation.yield(command)
        case .setOutputsSafe, .ping: immediate.continuation.yield(command)
        }
    }

    /// There are receipts to send.
    func receiptsChanged() { receipts.notify() }

    /// A stored receipt is asked for again.
    func resend(_ sequence: Int64) {
        resends.withLock { _ = $0.insert(sequence) }
        receipts.notify()
    }

    /// The receipts that were asked for again, once.
    func takeResends() -> [Int64] {
        resends.withLock { resends in
            defer { resends = [] }
            return resends.sorted()
        }
    }

    /// Ends the queues; the running delivery still ends.
    func finish() {
        deliveries.continuation.finish()
        immediate.continuation.finish()
    }

    /// Runs queued commands until `finish`.
    func work() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await command in self.deliveries.stream { try await self.deliver(command) } }
            group.addTask { for await command in self.immediate.stream { try await self.answer(command) } }
            try await group.waitForAll()
        }
    }

    /// What a start does with what the last life left: intents without an outcome are in doubt, received commands
    /// without an intent were not run for certain and are run if they are still valid.
    func recover(_ verifier: CommandVerifier) async throws {
        let (open, waiting) = try await journal.read { (try $0.openIntents(), try $0.receivedWithoutIntent()) }
        let levels = await control.levels()
        for intent in open {
            let command = try verifier.verify(String(decoding: intent.command.envelope, as: UTF8.self))
            guard case .deliver(let deliver) = command.body, let lane = profile.lane(deliver.lane) else {
                try await conclude(command, DeliveryResult(.inDoubt, .interrupted), acted: true)
                continue
            }
            let result = DeliveryResult.restartResolution(forOpenIntentOf: lane, of: profile, levels: levels)
            logger.error("a delivery was interrupted", metadata: ["command": "\(command.jti)", "lane": "\(lane.id)"])
            try await conclude(command, result, acted: true)
        }
        for received in waiting {
            run(try verifier.verify(String(decoding: received.envelope, as: UTF8.self)))
        }
    }

    private func answer(_ command: Command) async throws {
        switch command.body {
        case .setOutputsSafe:
            try await control.setOutputsSafe()
            try await conclude(command, .outputsSafe(ReceiptBody.OutputsSafe(stopped: nil)), acted: false)
        case .ping, .deliver:
            try await conclude(command, .pong, acted: false)
        }
    }

    private func deliver(_ command: Command) async throws {
        guard case .deliver(let deliver) = command.body, let lane = profile.lane(deliver.lane) else {
            return try await conclude(command, DeliveryResult(.cannotStart, .unknownLane), acted: false)
        }
        // Without the coordinator's time since this start nobody can tell whether the command is still valid.
        await waitForTime()
        guard !Task.isCancelled else { return }
        if isExpired(command) {
            return try await conclude(command, DeliveryResult(.cannotStart, .expired), acted: false)
        }
        FaultPoint.reach(AgentStep.beforeIntent)
        guard try await commitIntent(command, attempt: 1) else { return }
        FaultPoint.reach(AgentStep.intentCommitted)
        let result = await act(command, lane)
        FaultPoint.reach(AgentStep.deliveryEnded)
        try await conclude(command, result, acted: true)
    }

    /// Acts, and commits the intent of a further attempt whenever the sequencer asks for one.
    private func act(_ command: Command, _ lane: Lane) async -> DeliveryResult {
        let (asked, continuation) = AsyncStream<Int>.makeStream()
        return await withTaskGroup(of: DeliveryResult?.self) { group in
            group.addTask {
                let result = await self.control.deliver(
                    lane,
                    lastCheck: { self.isExpired(command) ? .expired : nil },
                    furtherIntent: { continuation.yield($0) }
                )
                continuation.finish()
                return result
            }
            group.addTask {
                for await attempt in asked {
                    let committed = try? await self.commitIntent(command, attempt: attempt)
                    self.control.answerFurtherIntent(committed == true && !self.isExpired(command))
                }
                return nil
            }
            var result: DeliveryResult?
            for await ended in group { result = ended ?? result }
            return result ?? DeliveryResult(.inDoubt, .interrupted)
        }
    }

    /// Commits the intent, with room kept for the outcome.
    /// - Returns: false when there is no room: then nothing moves and the command is refused.
    private func commitIntent(_ command: Command, attempt: Int) async throws -> Bool {
        do {
            try await journal.transact { store in
                try store.recordIntent(
                    commandID: command.jti,
                    attempt: attempt,
                    detail: [],
                    at: SystemClock.journalInstant
                )
            }
            return true
        } catch let error as JournalError where error.code == .full {
            logger.error("no room for an intent", metadata: ["command": "\(command.jti)", "cause": "\(error)"])
            metrics.refused(.storage)
            if attempt == 1 { try await refuseForStorage(command) }
            return false
        }
    }

    /// The disk is full: nothing was moved, and the answer says so. It fits into the space kept for answers.
    private func refuseForStorage(_ command: Command) async throws {
        let refusal = ReceiptBody.refused(
            ReceiptBody.Refusal(
                code: .storage,
                detail: "The machine's disk is full; nothing was moved.",
                envelope: Fingerprint.sha256(Array(command.jti.utf8))
            )
        )
        try await conclude(command, refusal, acted: false)
    }

    private func conclude(_ command: Command, _ result: DeliveryResult, acted: Bool) async throws {
        guard case .deliver(let deliver) = command.body else { return }
        let report = DeliveryReport(result, lane: deliver.lane, sale: deliver.sale)
        metrics.outcome(report.status)
        logger.info(
            "delivery ended",
            metadata: [
                "command": "\(command.jti)", "lane": "\(deliver.lane)", "status": "\(report.status.rawValue)",
                "reason": "\(report.reason ?? "")",
            ]
        )
        try await conclude(command, .delivery(report), acted: acted)
    }

    /// Commits OUTCOME and receipt in one transaction; `acted` says whether an intent is on disk.
    private func conclude(_ command: Command, _ body: ReceiptBody, acted: Bool) async throws {
        let writer = writer
        let outcome = try StrictJSON.encode(body)
        try await journal.transact { store in
            let make: (Int64) throws -> [UInt8] = { sequence in
                try writer.make(body, answering: command.jti, traceparent: command.traceparent, sequence: sequence)
            }
            let (id, kind, now) = (command.jti, body.kind.rawValue, SystemClock.journalInstant)
            if acted {
                try store.recordOutcome(commandID: id, kind: kind, outcome: outcome, at: now, makeReceipt: make)
            } else {
                try store.closeWithoutIntent(commandID: id, kind: kind, at: now, makeReceipt: make)
            }
        }
        FaultPoint.reach(AgentStep.outcomeCommitted)
        receipts.notify()
    }

    private func waitForTime() async {
        while !Task.isCancelled {
            let generation = timeKnown.generation
            if time.milliseconds(monotonicNanoseconds: SystemClock.monotonicNanoseconds) != nil { return }
            await timeKnown.wait(after: generation, timeoutSeconds: 60)
        }
    }

    private func isExpired(_ command: Command) -> Bool {
        guard let now = time.milliseconds(monotonicNanoseconds: SystemClock.monotonicNanoseconds) else { return true }
        return now >= command.exp * 1_000
    }
}
