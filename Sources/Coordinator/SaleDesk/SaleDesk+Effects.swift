import Database
import Protocol

extension SaleDesk {
    /// Carries out what a sale asked for, in order. Postings go to the ledger as one chain: all of them or none.
    func perform(_ effects: [SaleEffect], of record: SaleRecord, obstacle: String?, in work: Work) throws {
        var postings: [SalePosting] = []
        for effect in effects {
            switch effect {
            case .reserveStock: try stock(record, in: work) { units throws(CoordinatorError) in try units.reserve() }
            case .consumeStock: try stock(record, in: work) { units throws(CoordinatorError) in try units.consume() }
            case .releaseStock: try stock(record, in: work) { units throws(CoordinatorError) in try units.release() }
            case .faultLane: try faultLane(record, in: work)
            case .dispatch, .ignored: break
            case .post(let posting): postings.append(posting)
            case .capture(let reference, _): try RailOutbox.add(.capture, reference: reference, of: record, in: work)
            case .release(let reference): try RailOutbox.add(.release, reference: reference, of: record, in: work)
            case .refundDue(let amount): try note("refundDue", record, amountMinor: amount, in: work)
            case .credit(let amount): try note("credit", record, amountMinor: amount, in: work)
            case .alarm(let alarm): try SaleAlarms.raise(alarm, of: record, obstacle: obstacle, in: work)
            case .enqueue(let reason): try enqueue(reason, record, in: work)
            case .dequeue(let reason): try dequeue(reason, record, in: work)
            case .log(let entry): try note(entry.rawValue, record, kind: entry.eventKind, in: work)
            }
        }
        try SaleBooks.post(postings, of: record, in: work)
    }

    private func stock(
        _ record: SaleRecord,
        in work: Work,
        _ change: (inout StockRule) throws(CoordinatorError) -> Void
    ) throws {
        var stock = try StockRepository.get(place: record.place, lane: record.lane, in: work)
        try change(&stock.units)
        try StockRepository.save(stock, in: work)
    }

    private func faultLane(_ record: SaleRecord, in work: Work) throws {
        var stock = try StockRepository.get(place: record.place, lane: record.lane, in: work)
        guard stock.fault == nil else { return }
        stock.fault = "sale \(record.id) was not delivered for certain"
        try StockRepository.save(stock, in: work)
        try EventLog.append(
            .laneChanged,
            subject: record.place,
            owner: record.owner,
            data: ["lane": record.lane, "fault": stock.fault ?? "", "by": "sale"],
            traceparent: record.traceparent,
            in: work
        )
    }

    private func enqueue(_ reason: QueueReason, _ record: SaleRecord, in work: Work) throws {
        _ = try work.transaction.execute(
            """
            INSERT INTO sale_queue (sale, reason, since) VALUES ($sale, $reason, $at)
            ON CONFLICT (sale, reason) DO NOTHING
            """,
            ["sale": .text(record.id), "reason": .text(reason.rawValue), "at": .integer(work.now.milliseconds)]
        )
    }

    private func dequeue(_ reason: QueueReason, _ record: SaleRecord, in work: Work) throws {
        _ = try work.transaction.execute(
            "DELETE FROM sale_queue WHERE sale = $sale AND reason = $reason",
            ["sale": .text(record.id), "reason": .text(reason.rawValue)]
        )
    }

    private func note(
        _ entry: String,
        _ record: SaleRecord,
        amountMinor: Int64? = nil,
        kind: EventKind = .saleChanged,
        in work: Work
    ) throws {
        var data = [
            "entry": entry, "money": record.state.money.rawValue, "goods": record.state.goods.rawValue,
            "place": record.place,
        ]
        if let amountMinor {
            data["amount"] = String(amountMinor)
            data["asset"] = record.quoteTerms.asset.code
        }
        try EventLog.append(
            kind,
            subject: record.id,
            owner: record.owner,
            data: data,
            traceparent: record.traceparent,
            in: work
        )
    }
}

extension SaleLogEntry {
    fileprivate var eventKind: EventKind {
        switch self {
        case .quoted: .orderCreated
        case .dispatched: .saleDispatched
        case .resolvedDelivered, .resolvedNotDelivered, .writtenOff: .saleResolved
        case .refundPaid, .refundCredited: .refundPaid
        default: .saleChanged
        }
    }
}
