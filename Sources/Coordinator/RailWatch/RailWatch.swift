import Database
import Faults
import Logging
import Logs
import Rails
import ServiceLifecycle

/// Watches one rail: what it saw, what that does to the sales, and the rail's cursor are stored in one transaction, so
/// that a crash at any moment neither loses a payment nor counts one twice.
package struct RailWatch: Service {
    let runtime: Runtime
    let stand: RailStand
    let desk: SaleDesk

    private static let idleSeconds = 5.0
    private static let longestDelaySeconds = 30.0
    /// Failures in a row after which a person is told.
    private static let alarmFailures = 3

    /// Makes a watch.
    package init(runtime: Runtime, stand: RailStand, desk: SaleDesk) {
        self.runtime = runtime
        self.stand = stand
        self.desk = desk
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    /// How often it looks whether a recovery is over, in seconds.
    private static let pauseSeconds = 0.5
    /// A rail that always has something new counts as caught up after so many polls.
    private static let pollsToCatchUp = 100

    private func watch() async {
        var looks = Looks()
        while !Task.isCancelled {
            switch await look(&looks) {
            case .none: continue
            case .seconds(let seconds): try? await Task.sleep(for: .seconds(seconds))
            case .untilChange: await stand.rail.waitForChange(timeoutSeconds: Self.idleSeconds)
            }
        }
    }

    /// How the looks since the start went.
    package struct Looks: Sendable {
        fileprivate var failures = 0
        fileprivate var polls = 0

        /// None so far.
        package init() {}
    }

    /// How long to wait before the next look.
    package enum Pause: Equatable, Sendable {
        /// Not at all.
        case none
        /// So long.
        case seconds(Double)
        /// Until the rail may have something new.
        case untilChange
    }

    /// Looks at the rail once. A failure is told to whom it concerns and is no end.
    package func look(_ looks: inout Looks) async -> Pause {
        do {
            if try await runtime.view({ try RecoveryBook.isOpen(in: $0) }) {
                // Nothing is lost meanwhile: the cursor stays where it is.
                stand.isCaughtUp = false
                looks.polls = 0
                return .seconds(Self.pauseSeconds)
            }
            _ = try await pollOnce()
            looks.failures = 0
            stand.answered(at: runtime.clock())
            looks.polls += 1
            if looks.polls >= Self.pollsToCatchUp { stand.isCaughtUp = true }
            return stand.isCaughtUp ? .untilChange : .none
        } catch {
            guard !Task.isCancelled else { return .none }
            looks.failures += 1
            await report(error, failures: looks.failures)
            return .seconds(min(Self.longestDelaySeconds, 0.5 * Double(1 << min(looks.failures - 1, 10))))
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
        guard !batch.sightings.isEmpty || batch.cursor != cursor else {
            stand.isCaughtUp = true
            return 0
        }
        FaultPoint.reach(CoordinatorStep.sightingPolled)
        if Mutant.railCursorFirst.isActive { try await runtime.perform { try keepCursor(of: batch, in: $0) } }
        let taken = try await take(batch, setAside: [:])
        FaultPoint.reach(CoordinatorStep.sightingCommitted)
        if taken.changed == 0, batch.cursor == cursor, !taken.isPaused { stand.isCaughtUp = true }
        if taken.dispatched > 0 { FaultPoint.reach(CoordinatorStep.dispatchCommitted) }
        return taken.changed
    }

    private struct Taken: Sendable {
        var changed = 0
        var dispatched = 0
        /// A recovery goes on: nothing was taken in.
        var isPaused = false
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
                runtime.logger.log(
                    CoordinatorLog.paymentSetAside,
                    [
                        "rail": "\(stand.rail.id)", "payment": "\(poison.reference)", "error": "\(poison.reason)",
                    ]
                )
                setAside[poison.reference] = poison.reason
            }
        }
    }

    private func store(_ batch: RailBatch, setAside: [String: String], in work: Work) throws -> Taken {
        let rail = stand.rail.id
        // Before every machine has said what it delivered, a payment must not make one deliver.
        guard try !RecoveryBook.isOpen(in: work) else { return Taken(isPaused: true) }
        var taken = Taken()
        for sighting in batch.sightings {
            let sale = try SaleRepository.find(rail: rail, address: sighting.address, in: work)
            let reason = setAside[sighting.reference]
            if sale == nil { try UnclaimedPayment.take(sighting, by: stand, in: work) }
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
        try keepCursor(of: batch, in: work)
        return taken
    }

    private func keepCursor(of batch: RailBatch, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO rail_cursor (rail, cursor, tip, changed_at) VALUES ($rail, $cursor, $tip, $at)
            ON CONFLICT (rail) DO UPDATE SET cursor = $cursor, tip = $tip, changed_at = $at
            """,
            [
                "rail": .text(stand.rail.id), "cursor": .text(batch.cursor), "tip": .text(batch.tip),
                "at": .integer(work.now.milliseconds),
            ]
        )
    }

    /// Tells the sale, and returns whether it issued its command.
    private func apply(_ sighting: RailSighting, sequence: Int64, to sale: String, in work: Work) throws -> Bool {
        var seenAt = work.now.milliseconds
        if try RecoveredDelivery.find(sale, in: work) != nil {
            // A lost generation took it in time, and delivered for it.
            seenAt = min(seenAt, try SaleRepository.get(sale, in: work).state.terms.expiresAt - 1)
        }
        let event = SaleEvent.sighting(
            PaymentSighting(
                reference: sighting.reference,
                amountMinor: sighting.amountMinor,
                state: sighting.state.sale,
                confirmations: Int64(sighting.confirmations),
                sequence: sequence,
                seenAt: seenAt
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
        runtime.logger.log(CoordinatorLog.railPollFailed, ["rail": "\(stand.rail.id)", "error": "\(error)"])
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
            runtime.logger.log(CoordinatorLog.railAlarmNotStored, ["error": "\(error)"])
        }
    }
}
