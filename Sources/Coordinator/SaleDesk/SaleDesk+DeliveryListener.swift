package import Protocol

extension SaleDesk: DeliveryListener {
    package func delivered(_ report: DeliveryReport, command: String, in work: Work) throws {
        guard let record = try sale(of: command, in: work) else { return }
        let isOurs = report.sale == record.id && report.lane == record.lane
        // A report of something else proves nothing: a person has to look.
        _ = try apply(.receipt(isOurs ? SaleEvent.Outcome(report.status) : .inDoubt), to: record.id, in: work)
    }

    package func refused(command: String, code: WireCode, detail: String, in work: Work) throws {
        guard let record = try sale(of: command, in: work) else { return }
        let outcome: SaleEvent.Outcome =
            switch code {
            case .expired: .expired
            // Its receipt is no longer kept, so it may have run long ago.
            case .replayed: .inDoubt
            default: .cannotStart
            }
        _ = try apply(.receipt(outcome), to: record.id, in: work)
    }

    package func lost(command: String, in work: Work) throws {
        guard let record = try sale(of: command, in: work) else { return }
        _ = try apply(.machineLost, to: record.id, in: work)
    }

    private func sale(of command: String, in work: Work) throws -> SaleRecord? {
        if let record = try SaleRepository.find(command: command, in: work) { return record }
        try AlarmBook.raise(
            .lateReceipt,
            subject: command,
            owner: Owner.operator,
            text: "A delivery receipt answers command \(command), which no sale issued. Look at the machine's events.",
            in: work
        )
        return nil
    }
}
