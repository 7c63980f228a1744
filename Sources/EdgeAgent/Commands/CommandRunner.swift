import Faults
import GPIO
import Journal
import Logging
import Logs
import Machine
import Protocol
import Signals
import Synchronization

/// Runs commands that are on disk. Deliveries go one after another; setting outputs safe does not wait for them. What
/// concerns the stations is the line's.
///
/// Order of a delivery: commit INTENT, look at expiry and interlocks once more, act, commit OUTCOME with its evidence
/// and receipt in one transaction. An intent found without an outcome is never run again.
final class CommandRunner: Sendable {
    /// How long to wait before an answer that found no room is written again.
    private static let roomSeconds = 1.0

    private let journal: Journal
    private let control: ControlLoop
    private let profile: MachineProfile
    private let time: TrustedTime
    private let writer: ReceiptWriter
    private let logger: Logger
    private let metrics: AgentMetrics
    private let line: LineWorker?
    private let lease: WorkLease
    private let deliveries = AsyncStream<AcceptedCommand>.makeStream()
    private let immediate = AsyncStream<AcceptedCommand>.makeStream()
    private let resends = Mutex<Set<Int64>>([])
    private let finished = Mutex(false)
    /// Notified when there are receipts to send.
    let receipts: ChangeSignal
    /// Notified when the trusted time is known, and when the runner ends.
    let timeKnown = ChangeSignal()

    init(
        journal: Journal,
        control: ControlLoop,
        profile: MachineProfile,
        time: TrustedTime,
        writer: ReceiptWriter,
        logger: Logger,
        metrics: AgentMetrics,
        lease: WorkLease,
        line: LineWorker? = nil
    ) {
        self.journal = journal
        self.control = control
        self.profile = profile
        self.time = time
        self.writer = writer
        self.logger = logger
        self.metrics = metrics
        self.line = line
        self.lease = lease
        receipts = line?.receipts ?? ChangeSignal()
    }

    /// Queues a command that is on disk.
    func run(_ accepted: AcceptedCommand) {
        switch accepted.command.body {
        case .deliver: deliveries.continuation.yield(accepted)
        case .setOutputsSafe, .ping, .rotateKey: immediate.continuation.yield(accepted)
        case .grantBlock, .returnBlock, .startRun, .controlRun:
            if let line { line.run(accepted) } else { immediate.continuation.yield(accepted) }
        }
    }

    /// Whether a lease keeps the machine from new work.
    var isLeased: Bool { lease.isHeld }

    /// How the stations stand; empty for a machine that only vends.
    var stations: [HealthReport.Station] { line?.stations ?? [] }

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

    /// Ends the work: the running delivery still ends, what is queued waits on disk for the next start.
    func finish() {
        finished.withLock { $0 = true }
        deliveries.continuation.finish()
        immediate.continuation.finish()
        timeKnown.notify()
        line?.finish()
    }

    private var isOver: Bool { Task.isCancelled || finished.withLock { $0 } }

    /// Runs queued commands until `finish`.
    /// - Throws: the first error of either queue.
    func work() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            // A finished stream still hands out what it holds.
            group.addTask {
                for await accepted in self.deliveries.stream where !self.isOver { try await self.deliver(accepted) }
            }
            group.addTask {
                for await accepted in self.immediate.stream where !self.isOver { try await self.answer(accepted) }
            }
            if let line { group.addTask { try await line.work() } }
            // `waitForAll` would wait for the other queue before it throws.
            while try await group.next() != nil {}
        }
    }

    /// What a start does with what the last life left: intents without an outcome are in doubt, received commands
    /// without an intent were not run for certain and are run if they are still valid. Those of an earlier incarnation
    /// never run.
    func recover() async throws {
        let (open, waiting) = try await journal.read { (try $0.openIntents(), try $0.receivedWithoutIntent()) }
        let levels = await control.levels()
        for intent in open { try await settle(intent.command, levels) }
        for received in waiting {
            do {
                switch try CommandRecovery.waiting(received, incarnation: writer.incarnation) {
                case .run(let accepted): run(accepted)
                case .ended(let accepted, let result): try await conclude(accepted.command, result, acted: false)
                case .refused(let accepted, let code, let detail): try await refuse(accepted, code, detail)
                }
            } catch let error as ProtocolError {
                try await conclude(AnsweredCommand(received), unreadable(received, error), acted: false)
            } catch let error as JournalError where error.isForNow {
                logger.log(AgentLog.noRoomForAnswer, ["command": "\(received.id)", "error": "\(error)"])
            }
        }
    }

    /// An intent without an outcome.
    private func settle(_ stored: ReceivedCommand, _ levels: [LineName: Level]) async throws {
        logger.log(AgentLog.deliveryInterrupted, AnsweredCommand(stored).logFields)
        do {
            let (accepted, result) = try CommandRecovery.interrupted(stored, profile: profile, levels: levels)
            try await conclude(accepted.command, result, acted: true)
        } catch let error as ProtocolError {
            try await conclude(AnsweredCommand(stored), unreadable(stored, error), acted: true)
        }
    }

    private func unreadable(_ stored: ReceivedCommand, _ error: ProtocolError) -> ReceiptBody {
        logger.log(AgentLog.commandNotUnderstood, ["command": "\(stored.id)", "error": "\(error)"])
        return .refused(error.code, error.message, digest: Fingerprint.sha256(stored.envelope))
    }

    private func answer(_ accepted: AcceptedCommand) async throws {
        switch accepted.command.body {
        case .setOutputsSafe:
            try await control.setOutputsSafe()
            try await close(accepted, .outputsSafe(ReceiptBody.OutputsSafe(stopped: nil)))
        case .ping, .deliver:
            try await close(accepted, .pong)
        case .rotateKey: try await rotateKey(accepted)
        case .grantBlock, .returnBlock, .startRun, .controlRun:
            try await refuse(accepted, .profileForbids, "This machine's profile has no station.")
        }
    }

    /// The new key signs its own answer, in the transaction that puts it in force.
    private func rotateKey(_ accepted: AcceptedCommand) async throws {
        let (command, writer) = (AnsweredCommand(accepted.command), writer)
        let digest = accepted.digest
        try await untilRoom(for: accepted) {
            let body = try await self.journal.transact { store in
                let body = try writer.keys.ring.answerRotation(store, digest: digest)
                let (id, kind, now) = (command.id, body.kind.rawValue, SystemClock.journalInstant)
                try store.closeWithoutIntent(commandID: id, kind: kind, at: now) { sequence in
                    try writer.make(body, answering: command, sequence: sequence, in: store)
                }
                return body
            }
            FaultPoint.reach(KeyStep.keyCommitted)
            self.logger.log(AgentLog.receiptWritten, command.logFields.adding(["kind": "\(body.kind.rawValue)"]))
            self.receipts.notify()
        }
    }

    private func deliver(_ accepted: AcceptedCommand) async throws {
        let command = accepted.command
        guard case .deliver(let deliver) = command.body else { return }
        guard let lane = profile.lane(deliver.lane) else {
            return try await refuse(accepted, .profileForbids, "This machine's profile has no lane \(deliver.lane).")
        }
        // Without the coordinator's time since this start nobody can tell whether the command is still valid.
        await waitForTime()
        // What was paid for waits for the end of a lease, as long as it is valid.
        let work = "delivery \(command.jti) from \(lane.id)"
        guard await lease.begin(work, unless: { isOver || isExpired(command) }) else {
            guard !isOver else { return }
            return try await close(accepted, DeliveryResult(.cannotStart, .expired))
        }
        defer { lease.end(work) }
        guard !isOver else { return }
        if isExpired(command) { return try await close(accepted, DeliveryResult(.cannotStart, .expired)) }
        FaultPoint.reach(AgentStep.beforeIntent)
        guard try await commitIntent(command, attempt: 1) else {
            // The disk is full: nothing was moved, and the answer says so as soon as there is room for it.
            return try await refuse(accepted, .storage, "The machine's disk is full; nothing was moved.")
        }
        FaultPoint.reach(AgentStep.intentCommitted)
        logger.log(AgentLog.intentCommitted, command.logFields)
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
    /// - Returns: false when there is no room: then nothing may move.
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
        } catch let error as JournalError where error.isForNow {
            logger.log(AgentLog.noRoomForIntent, command.logFields.adding(["error": "\(error)"]))
            return false
        }
    }

    private func refuse(_ accepted: AcceptedCommand, _ code: WireCode, _ detail: String) async throws {
        metrics.refused(code)
        try await close(accepted, .refused(code, detail, digest: accepted.digest))
    }

    private func close(_ accepted: AcceptedCommand, _ result: DeliveryResult) async throws {
        guard let body = report(accepted.command, result) else { return }
        try await close(accepted, body)
    }

    /// Closes a command that did not run.
    private func close(_ accepted: AcceptedCommand, _ body: ReceiptBody) async throws {
        try await untilRoom(for: accepted) {
            try await self.conclude(AnsweredCommand(accepted.command), body, acted: false)
        }
    }

    /// Answers a command. When there is no room for the answer it waits for some: nothing else could be run meanwhile
    /// either, and after a restart the command is judged again.
    private func untilRoom(for accepted: AcceptedCommand, _ answer: () async throws -> Void) async throws {
        while true {
            let generation = timeKnown.generation
            do {
                return try await answer()
            } catch let error as JournalError where error.isForNow {
                logger.log(AgentLog.noRoomForAnswer, accepted.command.logFields)
            }
            guard !isOver else { return }
            await timeKnown.wait(after: generation, timeoutSeconds: Self.roomSeconds)
        }
    }

    private func conclude(_ command: Command, _ result: DeliveryResult, acted: Bool) async throws {
        guard let body = report(command, result) else { return }
        try await conclude(AnsweredCommand(command), body, acted: acted)
    }

    private func report(_ command: Command, _ result: DeliveryResult) -> ReceiptBody? {
        guard case .deliver(let deliver) = command.body else { return nil }
        let report = DeliveryReport(result, lane: deliver.lane, sale: deliver.sale)
        metrics.outcome(report.status)
        logger.log(
            AgentLog.deliveryEnded,
            command.logFields.adding([
                "lane": "\(deliver.lane)", "status": "\(report.status.rawValue)", "reason": "\(report.reason ?? "")",
            ])
        )
        return .delivery(report)
    }

    /// Commits OUTCOME and receipt in one transaction; `acted` says whether an intent is on disk.
    private func conclude(_ command: AnsweredCommand, _ body: ReceiptBody, acted: Bool) async throws {
        let writer = writer
        try await journal.transact { store in
            try store.conclude(command, body, acted: acted, at: SystemClock.journalInstant) { sequence in
                try writer.make(body, answering: command, sequence: sequence, in: store)
            }
        }
        FaultPoint.reach(AgentStep.outcomeCommitted)
        logger.log(AgentLog.receiptWritten, command.logFields.adding(["kind": "\(body.kind.rawValue)"]))
        receipts.notify()
    }

    private func waitForTime() async {
        while !isOver {
            let generation = timeKnown.generation
            if time.milliseconds(monotonicNanoseconds: SystemClock.monotonicNanoseconds) != nil { return }
            await timeKnown.wait(after: generation, timeoutSeconds: 60)
        }
    }

    private func isExpired(_ command: Command) -> Bool {
        time.isExpired(command) ?? true
    }
}
