/// A recovery as people read it.
enum RecoveryText {
    /// The recovery with its machines, and what to do next.
    static func sheet(_ recovery: Answers.Recovery, _ presentation: Presentation) -> String {
        var sheet = Sheet()
        sheet.add("generation", "\(recovery.generation), \(reason(recovery))")
        sheet.add("recovery", recovery.open ? "open" : "closed", recovery.open ? .warning : .good)
        sheet.add("began", recovery.generation > 1 ? TimeText.moment(recovery.startedAt, presentation) : nil)
        if recovery.generation > 1, let closedAt = recovery.closedAt {
            let by = recovery.closedBy.map { " by \($0): \(recovery.note ?? "")" } ?? ", every machine had come"
            sheet.add("closed", TimeText.moment(closedAt, presentation) + by)
        }
        if recovery.unclaimedPayments > 0 {
            sheet.add("payments", "\(recovery.unclaimedPayments) to settle: mintmark recovery payments", .warning)
        }
        if recovery.deliveriesWithoutPayment > 0 {
            sheet.add(
                "deliveries",
                "\(recovery.deliveriesWithoutPayment) whose payment was not seen here yet",
                .warning
            )
        }
        let text = sheet.text(presentation) + "\n" + PlainText.line(recovery.text) + "\n"
        guard !recovery.machines.isEmpty else { return text }
        var table = Table([.text("MACHINE"), .text("STATE"), .number("FOUND"), .number("LOST"), .words("MEANING")])
        for machine in recovery.machines {
            table.add([
                .init(machine.machine), .init(Words.of(machine.standing), tone(machine.standing)),
                .init(String(machine.recoveredDeliveries)), .init(String(machine.missingReceipts)),
                .init(machine.note.map { "\(machine.text) \($0)" } ?? machine.text),
            ])
        }
        return text + "\n" + table.text(presentation)
            + "\nFOUND: deliveries that the backup did not know. LOST: receipts that the machine no longer had.\n"
    }

    /// Payments for orders that are not known here.
    static func payments(_ payments: [Answers.UnclaimedPayment], _ presentation: Presentation) -> String {
        guard !payments.isEmpty else { return "No payment waits for a person.\n" }
        var table = Table([
            .text("PAYMENT"), .text("SEEN"), .text("STATE"), .number("AMOUNT"), .text("ASSET"), .text("RAIL"),
            .text("REFERENCE"),
        ])
        for payment in payments {
            table.add([
                .init(payment.id), .init(TimeText.moment(payment.seenAt, presentation)),
                .init(payment.state, payment.state == "booked" ? .warning : .plain), .init(payment.amount),
                .init(payment.asset), .init(payment.rail), .init(payment.reference),
            ])
        }
        return table.text(presentation)
            + "\nAmounts are in minor units. Find out what each was for, then: mintmark recovery settle PAYMENT"
            + " sold|refunded --note HOW\n"
    }

    private static func reason(_ recovery: Answers.Recovery) -> String {
        switch recovery.reason {
        case "first": "the first"
        case "restore": "the database was restored or copied"
        case "machineAhead": "\(recovery.subject) knew more than the database"
        default: recovery.reason
        }
    }

    private static func tone(_ standing: String) -> Tone {
        switch standing {
        case "replayed": .good
        case "waiting", "replaying": .warning
        default: .plain
        }
    }
}
