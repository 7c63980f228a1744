import Journal
import Logging
import Logs
import Machine
import Protocol
import Signals
import Synchronization

extension LineWorker {
    /// How long to wait before an answer that found no room is written again.
    private static let roomSeconds = 1.0

    /// Does what a command says. What it changes and its receipt are one transaction.
    func obey(_ accepted: AcceptedCommand) async throws {
        let command = accepted.command
        guard !drivers.isEmpty else {
            try await answer(accepted) { _ in .refusal(.profileForbids, "This machine's profile has no station.") }
            return
        }
        if command.body.mayExpire, time.isExpired(command) ?? true {
            try await answer(accepted) { _ in .refusal(.expired, "The command's time has passed.") }
            return
        }
        switch command.body {
        case .grantBlock(let grant): try await keep(grant, accepted)
        case .returnBlock(let block):
            try await answer(accepted) { store in
                guard let unused = try store.returnBlock(id: block.block) else {
                    return .refusal(.unknownBlock, "This machine has no block \(block.block).")
                }
                return .body(.blockReturned(SerialBlockReturned(block: block.block, unused: unused)))
            }
        case .startRun(let start): try await begin(start, accepted)
        case .controlRun(let control): try await self.control(control, accepted)
        case .deliver, .setOutputsSafe, .ping, .rotateKey: preconditionFailure("only what concerns the line comes here")
        }
    }

    private func keep(_ grant: SerialBlockGrant, _ accepted: AcceptedCommand) async throws {
        try await answer(accepted) { store in try store.keep(grant) }
    }

    private func begin(_ start: RunStart, _ accepted: AcceptedCommand) async throws {
        let body = try await answer(accepted) { store in try store.begin(start, by: accepted.command) }
        if case .run = body { policy.withLock { $0.resume() } }
    }

    private func control(_ control: RunControl, _ accepted: AcceptedCommand) async throws {
        try await answer(accepted) { store in
            guard let run = try store.run(control.run) else {
                return .refusal(.unknownRun, "This machine has no run \(control.run).")
            }
            guard let next = control.action.next(from: run.state) else {
                return .refusal(.runOver, "Run \(run.id) is \(run.state); nothing can be done with it any more.")
            }
            if next.rawValue != run.state {
                let reason = next == .running ? nil : RunReason.requested.rawValue
                try store.changeRun(run.id, to: next.rawValue, isOver: next.isFinal, reason: reason)
            }
            return .body(.run(RunReport(try store.run(control.run) ?? run)))
        }
        if control.action == .resume { policy.withLock { $0.resume() } }
    }

    /// Answers a command that is on disk. When there is no room for the answer it waits for some; nothing was changed
    /// until then.
    /// - Returns: the answer; nil when the worker ends before there is room.
    @discardableResult
    private func answer(
        _ accepted: AcceptedCommand,
        _ decide: @escaping @Sendable (JournalStore) throws -> LineAnswer
    ) async throws -> ReceiptBody? {
        let writer = writer
        let answered = AnsweredCommand(accepted.command)
        while true {
            do {
                let body = try await journal.transact { store in
                    let body = try decide(store).body(digest: accepted.digest)
                    try store.closeWithoutIntent(
                        commandID: answered.id,
                        kind: body.kind.rawValue,
                        at: SystemClock.journalInstant
                    ) { try writer.make(body, answering: answered, sequence: $0, in: store) }
                    return body
                }
                if case .refused(let refusal) = body { metrics.refused(refusal.code) }
                logger.log(
                    AgentLog.receiptWritten,
                    accepted.command.logFields.adding(["kind": "\(body.kind.rawValue)"])
                )
                receipts.notify()
                return body
            } catch let error as JournalError where error.isForNow {
                logger.log(AgentLog.noRoomForAnswer, accepted.command.logFields.adding(["error": "\(error)"]))
            }
            guard !isOver else { return nil }
            await waitForRoom(seconds: Self.roomSeconds)
        }
    }
}

extension RunControl.Action {
    /// The state that it leads to, which may be the one there is; nil when the run is over.
    func next(from state: String) -> RunState? {
        switch (RunState(rawValue: state), self) {
        case (.running, .interrupt), (.interrupted, .interrupt): .interrupted
        case (.running, .resume), (.interrupted, .resume): .running
        case (.running, .abort), (.interrupted, .abort), (.aborted, .abort): .aborted
        default: nil
        }
    }
}
