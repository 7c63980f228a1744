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
        let body = try await answer(accepted) { store in try store.obey(command) }
        if command.body.startsRun, case .run = body { policy.withLock { $0.resume() } }
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
