import Protocol

extension SaleDesk {
    /// Room between the last moment of a delivery and the end of the rail's hold, in milliseconds.
    private static let holdMarginMilliseconds: Int64 = 5_000
    /// The least time a machine gets to start, in milliseconds.
    private static let leastCommandMilliseconds: Int64 = 5_000

    /// Why no command may be issued for this sale now; nil when one may.
    func obstacleToDispatch(_ record: SaleRecord, in work: Work) throws -> String? {
        let readiness = try machines.readiness(of: record.machine, lane: record.lane, in: work)
        guard readiness.allowed else { return readiness.reason ?? "The machine may not be commanded." }
        if let stock = try StockRepository.find(place: record.place, lane: record.lane, in: work),
            let fault = stock.fault
        {
            return "Lane \(record.lane) is out of order: \(fault)."
        }
        guard expiry(of: record, in: work) - work.now.milliseconds >= Self.leastCommandMilliseconds else {
            return "The rail's hold ends before a delivery could."
        }
        return nil
    }

    /// Until when the machine may start, in wall milliseconds: so that even the longest delivery is over before a hold
    /// is given back, because at that moment the customer is released for certain.
    private func expiry(of record: SaleRecord, in work: Work) -> Int64 {
        let usual = work.now.milliseconds + configuration.commandSeconds * 1_000
        guard record.state.hasHold else { return usual }
        let holdUntil = record.holdUntil ?? work.now.milliseconds + configuration.holdSeconds * 1_000
        return min(usual, holdUntil - record.longestDeliveryMilliseconds - Self.holdMarginMilliseconds)
    }

    /// Notes when the rail must have given the first hold back.
    func setHoldDeadline(_ record: inout SaleRecord, in work: Work) throws {
        guard record.holdUntil == nil, record.state.hasHold else { return }
        let until = work.now.milliseconds + configuration.holdSeconds * 1_000
        record.holdUntil = until
        try SaleTimer.holdDeadline.set(sale: record.id, at: until, in: work)
    }

    /// Queues the sale's one command. Its id comes first: the ledger's transfers derive theirs from it.
    func dispatch(_ record: inout SaleRecord, in work: Work) throws {
        precondition(record.command == nil, "a sale issues one command")
        let expires = Moment(milliseconds: expiry(of: record, in: work))
        record.command = try machines.enqueueDelivery(
            lane: record.lane,
            sale: record.id,
            machine: try MachineID(text: record.machine),
            expires: expires,
            traceparent: record.traceparent,
            in: work
        )
        record.commandExpires = expires.seconds
        let overdue =
            expires.milliseconds + record.longestDeliveryMilliseconds + configuration.receiptGraceSeconds * 1_000
        try SaleTimer.deliveryOverdue.set(sale: record.id, at: overdue, in: work)
    }
}
