import Database
import Logging
import Logs
import ServiceLifecycle
import Signals

/// What runs wait for and nobody asks for: tells machines of grants once the log has them, asks for blocks that nobody
/// needs, starts what was to start.
package struct LineClock: Service {
    let runtime: Runtime
    let desk: RunDesk

    private static let intervalSeconds = 0.5
    /// Most rows of one look.
    private static let limit = 32

    /// Makes the clock.
    package init(runtime: Runtime, desk: RunDesk) {
        self.runtime = runtime
        self.desk = desk
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let generation = runtime.events.generation
                do {
                    if try await tick() > 0 { continue }
                } catch {
                    runtime.logger.log(CoordinatorLog.lineClockFailed, ["error": "\(error)"])
                }
                await runtime.events.wait(after: generation, timeoutSeconds: Self.intervalSeconds)
            }
        }
    }

    /// Looks once.
    /// - Returns: how many commands were queued.
    package func tick() async throws -> Int {
        guard try await runtime.view(Self.isWaitedFor) else { return 0 }
        let desk = desk
        return try await runtime.perform { work in
            let sent = try BlockBook.send(limit: Self.limit, in: work)
            if sent > 0 { work.notes.notify(desk.signal) }
            for run in try RunRepository.waiting(limit: Self.limit, in: work) {
                try desk.checkSerials(of: run, in: work)
            }
            return sent
        }
    }

    private static func isWaitedFor(in work: Work) throws -> Bool {
        let row = try work.transaction.first(
            """
            SELECT EXISTS (SELECT 1 FROM serial_block WHERE state IN ('recorded', 'unneeded'))
                OR EXISTS (SELECT 1 FROM run WHERE state = 'notAllowedToStart' AND reason IS NULL) AS waiting
            """
        )
        return try row?.int64("waiting") == 1 && !RecoveryBook.isOpen(in: work)
    }
}
