import Database
package import Protocol

/// What a sale does with a delivery that a lost generation of the database commanded.
extension SaleDesk {
    package func recovered(
        _ report: DeliveryReport,
        command: String,
        machine: MachineRecord,
        in work: Work
    ) throws {
        let outcome = SaleEvent.Outcome(report.status)
        let record = try SaleRepository.find(report.sale, in: work)
        let isOurs = record.map { $0.machine == machine.id.description && $0.lane == report.lane } ?? false
        let isOpen = record.map { $0.command == nil && $0.state.goods == .reserved } ?? false
        guard isOurs, isOpen, try RecoveredDelivery.find(report.sale, in: work) == nil else {
            let place = try record?.place ?? Self.place(of: machine, in: work)
            try correctStock(outcome, place: place, lane: report.lane, owner: machine.owner, in: work)
            return try tell(
                "\(machine.id) reports \(outcome.rawValue) for sale \(report.sale), lane \(report.lane), which "
                    + (record == nil ? "this database does not know." : "is settled otherwise here.")
                    + " The stock was corrected. Compare it with the unclaimed payments at GET /v1/recovery/payments.",
                sale: report.sale,
                command: command,
                outcome,
                owner: machine.owner,
                in: work
            )
        }
        // Nothing was moved, so there is nothing to adopt: the sale goes on as if it had not been tried.
        guard outcome != .cannotStart else {
            return try note(outcome, sale: report.sale, command: command, owner: machine.owner, in: work)
        }
        try RecoveredDelivery(sale: report.sale, command: command, outcome: outcome)
            .keep(machine: machine.id.description, in: work)
        try note(outcome, sale: report.sale, command: command, owner: machine.owner, in: work)
    }

    /// A sale with a recovered delivery that ended without its payment: the goods are gone all the same.
    func concludeUnpaid(_ record: SaleRecord, in work: Work) throws {
        guard record.state.goods == .none, let delivery = try RecoveredDelivery.find(record.id, in: work) else {
            return
        }
        try delivery.remove(in: work)
        try correctStock(delivery.outcome, place: record.place, lane: record.lane, owner: record.owner, in: work)
        try tell(
            "Sale \(record.id) ended without a payment that is known here, but its machine reports"
                + " \(delivery.outcome.rawValue). The stock was corrected. Look for its payment by hand.",
            sale: record.id,
            command: delivery.command,
            delivery.outcome,
            owner: record.owner,
            in: work
        )
    }

    private static func place(of machine: MachineRecord, in work: Work) throws -> String? {
        try work.transaction.first(
            "SELECT slug FROM place WHERE machine = $machine",
            ["machine": .text(machine.id.description)]
        )?.text("slug")
    }

    /// The unit left the lane, or nobody knows: then the lane is not sold from until a person looks.
    private func correctStock(
        _ outcome: SaleEvent.Outcome,
        place: String?,
        lane: String,
        owner: String,
        in work: Work
    ) throws {
        guard let place, var stock = try StockRepository.find(place: place, lane: lane, in: work) else { return }
        switch outcome {
        case .finished: stock.units.count(max(0, stock.units.stock - 1))
        case .failed, .inDoubt: stock.fault = stock.fault ?? "a delivery before the restore was not certain"
        case .cannotStart, .expired: return
        }
        try StockRepository.save(stock, in: work)
        try EventLog.append(
            .stockChanged,
            subject: place,
            owner: owner,
            // Without a `by`: nobody counted it.
            data: ["lane": lane, "count": String(stock.units.stock), "fault": stock.fault ?? ""],
            in: work
        )
    }

    private func tell(
        _ text: String,
        sale: String,
        command: String,
        _ outcome: SaleEvent.Outcome,
        owner: String,
        in work: Work
    ) throws {
        try note(outcome, sale: sale, command: command, owner: owner, in: work)
        try AlarmBook.raise(.recoveredDelivery, subject: sale, owner: owner, text: text, in: work)
    }

    private func note(
        _ outcome: SaleEvent.Outcome,
        sale: String,
        command: String,
        owner: String,
        in work: Work
    ) throws {
        try EventLog.append(
            .recoveryDelivery,
            subject: sale,
            owner: owner,
            data: ["command": command, "outcome": outcome.rawValue],
            in: work
        )
    }
}

extension SaleEvent.Outcome {
    /// The end that a report tells of.
    init(_ status: DeliveryStatus) {
        self =
            switch status {
            case .finished: .finished
            case .failed: .failed
            case .cannotStart: .cannotStart
            // A report that is not an end proves nothing: a person has to look.
            case .inDoubt, .ready, .started: .inDoubt
            }
    }
}
