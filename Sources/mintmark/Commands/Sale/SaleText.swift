/// Sales as people read them.
enum SaleText {
    /// A table.
    static func list(_ sales: [Answers.Sale], _ presentation: Presentation) -> String {
        guard !sales.isEmpty else { return "No sale is like that. With fewer filters there may be more.\n" }
        var table = Table([
            .text("SALE"), .text("TIME"), .text("PLACE"), .words("SELECTION"), .number("AMOUNT"), .text("MONEY"),
            .text("GOODS"), .words("WAITS FOR"),
        ])
        for sale in sales {
            table.add([
                .init(sale.order.id), .init(TimeText.moment(sale.createdAt, presentation)), .init(sale.order.place),
                .init(sale.order.name), .init("\(AmountText.whole(sale.order.amount, sale.order.asset))"), money(sale),
                goods(sale), .init(sale.queue.map(Words.of).joined(separator: ", "), .bad),
            ])
        }
        return table.text(presentation)
    }

    /// One sale with its payments, what happened when, its transfers, and what a person has to do.
    static func sheet(
        _ sale: Answers.Sale,
        _ events: [Answers.Event],
        _ transfers: [Answers.Transfers.Transfer],
        _ presentation: Presentation
    ) -> String {
        let parts = [
            head(sale, presentation), payments(sale, presentation), SaleTimeline.text(sale, events, presentation),
            books(transfers, presentation), SaleAdvice.text(sale),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// How a sale stands, in one line.
    static func line(_ sale: Answers.Sale) -> String {
        let waits =
            sale.queue.isEmpty ? "" : "; waits for a person: \(sale.queue.map(Words.of).joined(separator: ", "))"
        return "Sale \(sale.order.id): money \(Words.of(sale.money)), goods \(Words.of(sale.goods))\(waits).\n"
    }

    private static func head(_ sale: Answers.Sale, _ presentation: Presentation) -> String {
        let order = sale.order
        func amount(_ minor: String) -> String? { minor == "0" ? nil : AmountText.whole(minor, order.asset) }
        var sheet = Sheet()
        sheet.add("sale", order.id)
        sheet.add("customer reads", order.text)
        sheet.add("place", "\(order.place), selection \(order.selection) “\(order.name)”")
        sheet.add("machine", "\(sale.machine), lane \(sale.lane)")
        sheet.add("price", AmountText.whole(order.price, order.currency))
        sheet.add("amount", "\(AmountText.whole(order.amount, order.asset)) by rail \(order.rail)")
        let (money, goods) = (money(sale), goods(sale))
        sheet.add("money", money.text, money.tone)
        sheet.add("goods", goods.text, goods.tone)
        sheet.add("in doubt because", sale.doubt.map(Words.of), .bad)
        sheet.add("waits for a person", sale.queue.map(Words.of).joined(separator: ", "), .bad)
        sheet.add("ended", sale.ending.map(Words.of))
        sheet.add("refund due", amount(sale.refundDue), .bad)
        sheet.add("refunded", amount(sale.refunded))
        sheet.add("credit", amount(sale.credit))
        sheet.add("lost", amount(sale.lost), .bad)
        sheet.add("made", TimeText.moment(sale.createdAt, presentation))
        sheet.add("changed", TimeText.moment(sale.changedAt, presentation))
        sheet.add("command", sale.command)
        sheet.add("trace", SaleTimeline.trace(sale.traceparent))
        return sheet.text(presentation)
    }

    private static func payments(_ sale: Answers.Sale, _ presentation: Presentation) -> String {
        guard !sale.payments.isEmpty else { return "" }
        var table = Table([
            .text("PAYMENT"), .number("AMOUNT"), .text("STATE"), .number("CONFIRMATIONS"), .text("BOOKED"),
        ])
        for payment in sale.payments {
            table.add([
                .init(payment.reference), .init(AmountText.whole(payment.amount, sale.order.asset)),
                .init(Words.of(payment.state) + (payment.late ? ", late" : "")), .init(String(payment.confirmations)),
                .init(Words.of(payment.booking)),
            ])
        }
        return table.text(presentation)
    }

    private static func books(_ transfers: [Answers.Transfers.Transfer], _ presentation: Presentation) -> String {
        transfers.isEmpty ? "" : LedgerText.transfers(transfers, presentation)
    }

    private static func money(_ sale: Answers.Sale) -> Table.Cell {
        let tone: Tone =
            switch sale.money {
            case "captured": .good
            case "refundDue", "suspended", "reversed": .bad
            case "partial", "seen", "held": .warning
            default: .plain
            }
        return .init(Words.of(sale.money), tone)
    }

    private static func goods(_ sale: Answers.Sale) -> Table.Cell {
        let tone: Tone =
            switch sale.goods {
            case "delivered": .good
            case "inDoubt", "failed": .bad
            case "dispatched": .warning
            default: .plain
            }
        return .init(Words.of(sale.goods), tone)
    }
}
