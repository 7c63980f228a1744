import Faults
import Logging
import Rails
import ServiceLifecycle

/// Hands each deadline that has come to its sale. Deadlines are rows, so none is lost while nobody runs.
package struct SaleClock: Service {
    let runtime: Runtime
    let desk: SaleDesk
    let rails: RailSet

    /// How often it looks, in seconds.
    private static let intervalSeconds = 0.5
    /// A deadline whose sale fails is tried again after this, in milliseconds, so that it does not block the others.
    private static let retryMilliseconds: Int64 = 60_000

    /// Makes a clock.
    package init(runtime: Runtime, desk: SaleDesk, rails: RailSet) {
        self.runtime = runtime
        self.desk = desk
        self.rails = rails
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let worked = try await runOnce()
                    if worked > 0 { continue }
                } catch {
                    runtime.logger.error("sale clock failed, trying again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(Self.intervalSeconds))
            }
        }
    }

    /// Handles the deadlines that have come, each in its own transaction, and returns how many there were.
    package func runOnce() async throws -> Int {
        let behind = rails.stands.filter { !$0.isCaughtUp }.map(\.rail.id)
        let due = try await runtime.view { work in
            // In a recovery the money of a sale waits for what its machine says.
            try RecoveryBook.isOpen(in: work) ? [] : SaleTimer.due(limit: 100, exceptUnpaidBy: behind, in: work)
        }
        for item in due {
            do {
                try await runtime.perform { work in
                    try item.timer.clear(sale: item.sale, in: work)
                    _ = try desk.apply(item.timer.event, to: item.sale, in: work)
                }
                FaultPoint.reach(CoordinatorStep.saleTimerCommitted)
            } catch {
                if StorageFailure.of(error) != nil { throw error }
                runtime.logger.error(
                    "a sale's deadline failed",
                    metadata: ["sale": "\(item.sale)", "deadline": "\(item.timer.rawValue)", "error": "\(error)"]
                )
                try await runtime.perform { work in
                    try item.timer.set(sale: item.sale, at: work.now.milliseconds + Self.retryMilliseconds, in: work)
                }
            }
        }
        return due.count
    }
}
