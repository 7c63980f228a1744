import Database
import Protocol
package import Signals

/// The shell around `SaleMachine`: loads a sale, tells it what happened, stores it and carries out what it asks for,
/// all in the caller's transaction. What must leave the process becomes a row that a service sends.
package struct SaleDesk: Sendable {
    let configuration: SalesConfiguration
    let machines: any MachineHalf
    /// Notified after the commit by which a sale may have changed; a hint for whoever shows sales or sends the outbox.
    package let signal: ChangeSignal

    /// What an event did.
    package struct Change: Sendable {
        /// The sale afterwards.
        package let record: SaleRecord
        /// What it asked for.
        package let effects: [SaleEffect]

        /// Whether the sale issued its command.
        package var isDispatch: Bool { effects.contains(.dispatch) }

        /// Why the event changed nothing, if so.
        package var ignored: IgnoredReason? {
            for case .ignored(let reason) in effects { return reason }
            return nil
        }
    }

    /// Makes a desk.
    package init(configuration: SalesConfiguration, machines: any MachineHalf, signal: ChangeSignal = ChangeSignal()) {
        self.configuration = configuration
        self.machines = machines
        self.signal = signal
    }

    /// Opens a sale: reserves its unit and sets its deadlines.
    /// - Throws: `soldOut` when the last unit went meanwhile.
    package func open(_ record: SaleRecord, in work: Work) throws {
        let (machine, effects) = SaleMachine.open(terms: record.state.terms)
        var record = record
        record.state = machine.state
        try SaleRepository.insert(record, in: work)
        try SaleBooks.ensureAccounts(owner: record.owner, asset: record.quoteTerms.asset.code, in: work)
        try SaleTimer.quoteExpired.set(sale: record.id, at: record.state.terms.expiresAt, in: work)
        try SaleTimer.confirmationDeadline.set(
            sale: record.id,
            at: record.state.terms.confirmationDeadlineAt,
            in: work
        )
        try perform(effects, of: record, obstacle: nil, in: work)
    }

    /// Tells a sale what happened.
    package func apply(_ event: SaleEvent, to id: String, in work: Work) throws -> Change {
        try apply(event, to: SaleRepository.get(id, in: work), at: work.now.milliseconds, in: work)
    }

    /// Takes back an order that nobody has seen: its rail gave no address.
    func withdraw(_ id: String, in work: Work) throws {
        var record = try SaleRepository.get(id, in: work)
        guard record.phase == .preparing, record.state.goods == .reserved else { return }
        record.phase = .withdrawn
        // The quote was never shown, so its end is now.
        let change = try apply(.quoteExpired, to: record, at: record.state.terms.expiresAt, in: work)
        for timer in SaleTimer.allCases { try timer.clear(sale: change.record.id, in: work) }
        _ = try work.transaction.execute("DELETE FROM idempotency WHERE subject = $sale", ["sale": .text(id)])
    }

    private func apply(
        _ event: SaleEvent,
        to record: SaleRecord,
        at milliseconds: Int64,
        in work: Work
    ) throws -> Change {
        var record = record
        var machine = SaleMachine(state: record.state)
        var effects = machine.handle(event, now: milliseconds)
        var obstacle: String?
        let recovered = effects.contains(.dispatch) ? try RecoveredDelivery.find(record.id, in: work) : nil
        if effects.contains(.dispatch), recovered == nil {
            var proposed = record
            proposed.state = machine.state
            obstacle = try obstacleToDispatch(proposed, in: work)
            if obstacle != nil {
                // The customer must not wait for goods that can't come: close the sale first, so that the payment finds
                // it closed and is given or owed back.
                machine = SaleMachine(state: record.state)
                effects = machine.handle(.machineLost, now: milliseconds)
                effects += machine.handle(event, now: milliseconds)
            }
        }
        if machine.state == record.state, effects.allSatisfy(\.isIgnored) {
            return Change(record: record, effects: effects)
        }
        if let ending = machine.state.ending, ending != record.state.ending {
            work.notes.count(.salesEnded, ending.rawValue)
        }
        record.state = machine.state
        try setHoldDeadline(&record, in: work)
        if let recovered {
            record.command = recovered.command
            record.commandExpires = work.now.seconds
        } else if effects.contains(.dispatch) {
            try dispatch(&record, in: work)
        }
        try SaleRepository.save(&record, in: work)
        try perform(effects, of: record, obstacle: obstacle, in: work)
        work.notes.notify(signal)
        if let recovered {
            try recovered.remove(in: work)
            return try apply(.receipt(recovered.outcome), to: record, at: milliseconds, in: work)
        }
        try concludeUnpaid(record, in: work)
        return Change(record: record, effects: effects)
    }
}

extension SaleEffect {
    fileprivate var isIgnored: Bool {
        if case .ignored = self { return true }
        return false
    }
}
