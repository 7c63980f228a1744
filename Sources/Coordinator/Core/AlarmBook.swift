import Database

/// Something a person must see. While an alarm of the same code and subject is open, raising it again only counts.
package enum AlarmCode: String, CaseIterable, Sendable {
    case machineQuarantined = "machine.quarantined"
    case updateReturned = "machine.updateReturned"
    case receiptRejected = "receipt.rejected"
    case commandRefused = "command.refused"
    case laneFaulted = "lane.faulted"
    case saleInDoubt = "sale.inDoubt"
    case holdDeadline = "sale.holdDeadline"
    case paymentReversed = "payment.reversed"
    case lateReceipt = "sale.lateReceipt"
    case railDown = "rail.down"
    case railRefused = "rail.refused"
    case ledgerImbalance = "ledger.imbalance"
    case diskFull = "disk.full"
    case webhookFailing = "webhook.failing"
    case webhookDeadLetter = "webhook.deadLetter"
    case webhookDisabled = "webhook.disabled"
    case recovering = "recovery.started"
    case recoveredDelivery = "recovery.delivery"
    case unclaimedPayment = "recovery.payment"
    case receiptsMissing = "receipts.missing"
    case runStopped = "run.stopped"
    case serialInDoubt = "serial.inDoubt"
    case serialsProbed = "resolver.probed"
    case logStopped = "log.stopped"
    case logAhead = "log.ahead"
    case witnessAhead = "log.witnessAhead"
    case witnessSilent = "log.witnessSilent"
}

/// The alarms.
package enum AlarmBook {
    /// One alarm.
    package struct Alarm: Sendable, Codable {
        /// Its id.
        package let id: String
        /// What it is about.
        package let code: String
        /// Which thing.
        package let subject: String
        /// Whose.
        package let owner: String
        /// In words, with what to do next.
        package let text: String
        /// First raised, milliseconds since 1970.
        package let raisedAt: Int64
        /// How often it was raised while open.
        package let count: Int64
        /// Acknowledged, milliseconds since 1970.
        package let acknowledgedAt: Int64?
    }

    /// Raises an alarm, or counts it when it is already open.
    package static func raise(
        _ code: AlarmCode,
        subject: String,
        owner: String,
        text: String,
        in work: Work
    ) throws {
        let bindings: [String: DatabaseValue] = [
            "code": .text(code.rawValue), "subject": .text(subject), "owner": .text(owner), "text": .text(text),
            "at": .integer(work.now.milliseconds), "id": .text(work.ids.identifier(at: work.now)),
        ]
        let counted = try work.transaction.execute(
            """
            UPDATE alarm SET count = count + 1, text = $text
            WHERE code = $code AND subject = $subject AND acknowledged_at IS NULL
            """,
            bindings.filter { ["text", "code", "subject"].contains($0.key) }
        )
        guard counted == 0 else { return }
        _ = try work.transaction.execute(
            """
            INSERT INTO alarm (id, code, subject, owner, text, raised_at, count)
            VALUES ($id, $code, $subject, $owner, $text, $at, 1)
            """,
            bindings
        )
        try EventLog.append(
            .alarmRaised,
            subject: subject,
            owner: owner,
            data: ["code": code.rawValue, "text": text],
            in: work
        )
    }

    /// Marks an alarm as seen.
    /// - Throws: `notFound` when there is no such open alarm.
    package static func acknowledge(_ id: String, by: String, in work: Work) throws {
        let alarm = try work.transaction.first(
            "SELECT owner FROM alarm WHERE id = $id AND acknowledged_at IS NULL",
            ["id": .text(id)]
        )
        guard let alarm else { throw CoordinatorError(.notFound, "There is no open alarm \(id).") }
        _ = try work.transaction.execute(
            "UPDATE alarm SET acknowledged_at = $at WHERE id = $id",
            ["at": .integer(work.now.milliseconds), "id": .text(id)]
        )
        try EventLog.append(.alarmAcknowledged, subject: id, owner: alarm.text("owner"), data: ["by": by], in: work)
    }

    /// The alarms, newest first.
    package static func list(openOnly: Bool, limit: Int, in work: Work) throws -> [Alarm] {
        try work.transaction.rows(
            """
            SELECT * FROM alarm WHERE acknowledged_at IS NULL OR $all = 1 ORDER BY raised_at DESC, id DESC LIMIT $limit
            """,
            ["all": .integer(openOnly ? 0 : 1), "limit": .integer(Int64(limit))]
        ).map(Alarm.init(row:))
    }
}

extension AlarmBook.Alarm {
    init(row: DatabaseRow) throws {
        id = try row.text("id")
        code = try row.text("code")
        subject = try row.text("subject")
        owner = try row.text("owner")
        text = try row.text("text")
        raisedAt = try row.int64("raised_at")
        count = try row.int64("count")
        acknowledgedAt = try row.optionalInt64("acknowledged_at")
    }
}
