import Database
import Faults
import Logging
import Rails
import ServiceLifecycle
package import Signals

/// Watches one rail: what it saw, what that does to the sales, and the rail's cursor are stored in one transaction, so
/// that a crash at any moment neither loses a payment nor counts one twice.
package struct RailWatch: Service {
    let runtime: Runtime
    let stand: RailStand
    let desk: SaleDesk
    /// Notified after a command was issued.
    let commandSignal: ChangeSignal

    private static let idleSeconds = 5.0
    private static let longestDelaySeconds = 30.0
    /// Failures in a row after which a person is told.
    private static let alarmFailures = 3

    /// Makes a watch.
    package init(runtime: Runtime, stand: RailStand, desk: SaleDesk, commandSignal: ChangeSignal) {
        self.runtime = runtime
        self.stand = stand
        self.desk = desk
        self.commandSignal = commandSignal
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                _ = try await pollOnce()
                failures = 0
                stand.answered(at: runtime.clock())
                await stand.rail.waitForChange(timeoutSeconds: Self.idleSeconds)
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                await report(error, failures: failures)
                let delay = min(Self.longestDelaySeconds, 0.5 * Double(1 << min(failures - 1, 10)))
                try? await Task.sleep(for: .seconds(delay))
            }
        }
    }

    /// Takes in everything that the rail saw since the stored cursor, and returns how many payments were new or
    /// changed.
    /// - Throws: `RailError` when the rail did not answer, `DatabaseError` when nothing could be stored.
    package func pollOnce() async throws -> Int {
        let rail = stand.rail.id
        let cursor = try await runtime.view { work in
            try work.transaction.first("SELECT cursor FROM rail_cursor WHERE rail = $rail", ["rail": .text(rail)])?
                .text("cursor")
        }
        let batch = try await stand.rail.poll(after: cursor)
        guard !batch.sightings.isEmpty || batch.cursor != cursor else { return 0 }
        FaultPoint.reach(CoordinatorStep.sightingPolled)
        let taken = try await take(batch, setAside: [:])
        FaultPoint.reach(CoordinatorStep.sightingCommitted)
        if taken.dispatched > 0 {
            FaultPoint.reach(CoordinatorStep.dispatchCommitted)
            commandSignal.notify()
        }
        return taken.changed
    }

    private struct Taken: Sendable {
        var changed = 0
        var dispatched = 0
    }

    /// One sighting whose sale failed.
    private struct Poison: Error {
        let reference: String
        let reason: String
    }

    /// Stores a batch. A sighting that its sale can't take in is set aside with an alarm, so that it blocks no other.
    private func take(_ batch: RailBatch, setAside: [String: String]) async throws -> Taken {
        var setAside = setAside
        while true {
            let aside = setAside
            do {
                return try await runtime.perform { work in try store(batch, setAside: aside, in: work) }
            } catch let poison as Poison where setAside[poison.reference] == nil {
                runtime.logger.error(
                    "a payment could not be taken in and is set aside",
                    metadata: [
                        "rail": "\(stand.rail.id)", "payment": "\(poison.reference)", "error": "\(poison.reason)",
                    ]
                )
                setAside[poison.reference] = poison.reason
            }
        }
    }

    private func store(_ batch: RailBatch, setAside: [String: String], in work: Work) throws -> Taken {
        let rail = stand.rail.id
        var taken = Taken()
        for sighting in batch.sightings {
            let sale = try SaleRepository.find(rail: rail, address: sighting.address, in: work)
            let reason = setAside[sighting.reference]
            guard
                let sequence = try SightingBook.append(sighting, rail: rail, sale: sale, refused: reason, in: work)
            else { continue }
            taken.changed += 1
            work.notes.count(.sightings, rail, sighting.state.name)
            if let reason {
                try alarm(sighting, sale: sale, reason: reason, in: work)
            } else if let sale {
                if try apply(sighting, sequence: sequence, to: sale, in: work) { taken.dispatched += 1 }
            } else {
                try EventLog.append(
                    .sightingUnknown,
                    subject: rail,
                    owner: Owner.operator,
                    data: ["payment": sighting.reference, "address": sighting.address, "amount": sighting.amountText],
                    in: work
                )
            }
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO rail_cursor (rail, cursor, tip, changed_at) VALUES ($rail, $cursor, $tip, $at)
            ON CONFLICT (rail) DO UPDATE SET cursor = $cursor, tip = $tip, changed_at = $at
            """,
            [
                "rail": .text(rail), "cursor": .text(batch.cursor), "tip": .text(batch.tip),
                "at": .integer(work.now.milliseconds),
            ]
        )
        return taken
    }

    /// Tells the sale, and returns whether it issued its command.
    private func apply(_ sighting: RailSighting, sequence: Int64, to sale: String, in work: Work) throws -> Bool {
        let event = SaleEvent.sighting(
            PaymentSighting(
                reference: sighting.reference,
                amountMinor: sighting.amountMinor,
                state: sighting.state.sale,
                confirmations: Int64(sighting.confirmations),
                sequence: sequence,
                seenAt: work.now.milliseconds
            )
        )
        do {
            let change = try desk.apply(event, to: sale, in: work)
            try EventLog.append(
                .sightingSeen,
                subject: sale,
                owner: change.record.owner,
                data: [
                    "payment": sighting.reference, "amount": sighting.amountText, "state": sighting.state.name,
                    "confirmations": String(sighting.confirmations), "remainder": sighting.remainderText ?? "",
                ],
                traceparent: change.record.traceparent,
                in: work
            )
            return change.isDispatch
        } catch let error where !(error is DatabaseError) {
            throw Poison(reference: sighting.reference, reason: "\(error)")
        }
    }

    private func alarm(_ sighting: RailSighting, sale: String?, reason: String, in work: Work) throws {
        try AlarmBook.raise(
            .railRefused,
            subject: sighting.reference,
            owner: Owner.operator,
            text:
                "Payment \(sighting.reference) of \(sighting.amountText) by \(stand.rail.id) could not be taken in"
                + " for sale \(sale ?? "none"): \(reason). Settle it by hand and report this.",
            in: work
        )
    }

    private func report(_ error: any Error, failures: Int) async {
        let text = (error as? RailError)?.message ?? "\(error)"
        runtime.logger.warning("rail poll failed", metadata: ["rail": "\(stand.rail.id)", "error": "\(error)"])
        stand.trouble = text
        guard failures == Self.alarmFailures else { return }
        let rail = stand.rail.id
        do {
            try await runtime.perform { work in
                try AlarmBook.raise(
                    .railDown,
                    subject: rail,
                    owner: Owner.operator,
                    text:
                        "Rail \(rail) sees no payments: \(text) Nothing is sold by it until it answers.",
                    in: work
                )
            }
        } catch {
            runtime.logger.error("the alarm of a rail could not be stored", metadata: ["error": "\(error)"])
        }
    }
}
