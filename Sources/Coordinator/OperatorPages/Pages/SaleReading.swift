import Database
import Rails

/// Reads the pages of sales.
struct SaleReading {
    let caller: Caller
    let money: PageMoney

    /// Most sales of each queue on the page of what waits.
    private static let mostWaiting = 50

    static func path(_ id: String) -> String { "/operator/sales/\(PercentEncoding.encode(id))" }

    // MARK: Lists

    func list(_ filter: SaleFilter, in work: Work) throws -> SalesPage {
        var page = ListPage<SaleRecord>([], limit: 1) { $0.id }
        var trouble: String?
        do {
            page = try filter.search().page(in: work)
        } catch let error as CoordinatorError where error.code == .invalid {
            trouble = error.message
        }
        let places = try places(in: work)
        let names = Self.names(places)
        return SalesPage(
            rows: page.items.map { row($0, names, work.now) },
            isEmpty: page.items.isEmpty,
            isNarrow: filter.isNarrow,
            places: places.map { .init(value: $0.slug, name: $0.name, isSelected: $0.slug == filter.place) },
            states: SaleFilter.State.allCases.map {
                .init(value: $0.rawValue, name: $0.name, isSelected: $0.rawValue == filter.state)
            },
            text: filter.text,
            from: filter.from,
            to: filter.to,
            trouble: trouble,
            next: page.next.map { filter.path(after: $0) },
            first: filter.cursor == nil ? nil : filter.path(after: nil)
        )
    }

    func waiting(in work: Work) throws -> WaitingPage {
        let names = Self.names(try places(in: work))
        let queues = try [SaleQueue.inDoubt, .refundsDue, .moneyMissing].compactMap { queue -> WaitingPage.Queue? in
            var search = SaleSearch()
            search.queue = queue
            search.limit = Self.mostWaiting
            let page = try search.page(in: work)
            guard !page.items.isEmpty else { return nil }
            let (title, explanation) = Self.words(queue)
            return WaitingPage.Queue(
                id: queue.rawValue,
                title: title,
                explanation: explanation,
                items: try page.items.enumerated().map { index, record in
                    try item(record, names, number: "\(queue.rawValue)-\(index)", in: work)
                },
                hasMore: page.next != nil
            )
        }
        return WaitingPage(queues: queues, isEmpty: queues.isEmpty)
    }

    private static func words(_ queue: SaleQueue) -> (title: String, explanation: String) {
        switch queue {
        case .inDoubt:
            (
                "In doubt",
                "Nobody knows yet whether the customer has the goods. A receipt of the machine settles it by itself; "
                    + "no time limit ever moves this money."
            )
        case .refundsDue: ("Refunds due", "These customers paid and got nothing. They are waiting for their money.")
        case .moneyMissing: ("Money missing", "Goods left and the money went away, or was taken back.")
        case .all: ("Everything", "")
        }
    }

    /// The places that the login may know.
    private func places(in work: Work) throws -> [Place] {
        caller.scopes.contains(.placesRead) ? try PlaceRepository.list(in: work) : []
    }

    private static func names(_ places: [Place]) -> [String: String] {
        Dictionary(places.map { ($0.slug, $0.name) }) { first, _ in first }
    }

    private func row(_ record: SaleRecord, _ names: [String: String], _ now: Moment) -> SalesPage.Row {
        SalesPage.Row(
            id: record.id,
            short: MachineReading.short(record.id),
            path: Self.path(record.id),
            at: PageTime(record.createdAt, now: now),
            name: record.selectionName,
            place: names[record.place] ?? record.place,
            price: PageMoney.text(record.quoteTerms.amountMinor, record.quoteTerms.asset),
            state: SaleWords.badge(record.state)
        )
    }

    private func item(
        _ record: SaleRecord,
        _ names: [String: String],
        number: String,
        in work: Work
    ) throws -> WaitingPage.Item {
        WaitingPage.Item(
            id: record.id,
            short: MachineReading.short(record.id),
            path: Self.path(record.id),
            name: record.selectionName,
            place: names[record.place] ?? record.place,
            placePath: PlaceReading.path(record.place),
            lane: record.lane,
            price: PageMoney.text(record.quoteTerms.amountMinor, record.quoteTerms.asset),
            reasons: try reasons(of: record, in: work),
            decision: decision(record, number: number, back: OperatorSection.waiting.path, nil)
        )
    }

    private func reasons(of record: SaleRecord, in work: Work) throws -> [WaitingPage.Reason] {
        try work.transaction.rows(
            "SELECT reason, since FROM sale_queue WHERE sale = $sale ORDER BY since",
            ["sale": .text(record.id)]
        ).compactMap { row in
            guard let reason = QueueReason(rawValue: try row.text("reason")) else { return nil }
            return WaitingPage.Reason(
                name: QueueWords.name(reason),
                step: QueueWords.step(reason),
                since: PageTime(try row.int64("since"), now: work.now)
            )
        }
    }

    // MARK: One sale

    func detail(_ id: String, _ draft: FormDraft?, in work: Work) throws -> SalePage {
        let record = try SaleRepository.get(id, in: work)
        let (state, terms) = (record.state, record.quoteTerms)
        let reasons = try reasons(of: record, in: work)
        return SalePage(
            id: record.id,
            name: record.selectionName,
            place: Self.names(try places(in: work))[record.place] ?? record.place,
            placePath: PlaceReading.path(record.place),
            machine: record.machine.split(separator: ":").first.map(String.init) ?? record.machine,
            machinePath: MachineReading.path(record.machine),
            lane: record.lane,
            rail: record.rail,
            state: SaleWords.badge(state),
            goods: SaleWords.goods(state.goods),
            money: SaleWords.money(state.money),
            price: PageMoney.text(terms.priceMinor, terms.currency),
            amount: PageMoney.text(terms.amountMinor, terms.asset),
            isPlayMoney: terms.asset.code.hasPrefix("SANDBOX-"),
            at: PageTime(record.createdAt, now: work.now),
            changed: PageTime(record.changedAt, now: work.now),
            trace: record.traceparent.split(separator: "-").dropFirst().first.map(String.init) ?? record.traceparent,
            command: record.command,
            facts: amounts(of: record),
            reasons: reasons,
            isWaiting: !reasons.isEmpty,
            decision: decision(record, number: "sale", back: Self.path(id), draft),
            payments: state.payments.map { payment in
                SalePage.PaymentRow(
                    reference: payment.reference,
                    amount: PageMoney.text(payment.amountMinor, terms.asset),
                    state: payment.state.rawValue,
                    confirmations: payment.confirmations,
                    booking: payment.booking.rawValue,
                    isLate: payment.late
                )
            },
            hasPayments: !state.payments.isEmpty,
            timeline: try SaleTimeline(record: record, money: money).rows(in: work),
            address: record.address
        )
    }

    private func amounts(of record: SaleRecord) -> [SalePage.Fact] {
        let state = record.state
        let amounts = [
            ("Sold", state.salesMinor), ("Owed to the customer", state.refundDueMinor),
            ("Paid back", state.refundedMinor), ("The customer's credit", state.creditMinor),
            ("In suspense", state.suspendedMinor), ("Taken back or given up", state.lostMinor),
        ]
        return amounts.filter { $0.1 != 0 }.map { name, minor in
            SalePage.Fact(name: name, value: PageMoney.text(minor, record.quoteTerms.asset))
        }
    }

    /// The forms for what can be decided now; nil when there is nothing, or the login may not.
    private func decision(_ record: SaleRecord, number: String, back: String, _ draft: FormDraft?) -> DecisionForm? {
        guard caller.scopes.contains(.salesResolve) else { return nil }
        let queue = Set(record.state.queue)
        let resolves = record.state.goods == .inDoubt
        let refunds = queue.contains(.refundDue)
        let writesOff = !queue.isDisjoint(with: [.deliveredUnpaid, .paymentReversed])
        guard resolves || refunds || writesOff || draft != nil else { return nil }
        let asset = record.quoteTerms.asset
        return DecisionForm(
            path: Self.path(record.id),
            back: back,
            number: number,
            resolves: resolves,
            refunds: refunds,
            writesOff: writesOff,
            owed: PageMoney.text(record.state.refundDueMinor, asset),
            keepsOpen: !FormDraft.field(draft, at: "decision", "note").isEmpty,
            note: FormDraft.field(draft, at: "decision", "note"),
            reference: FormDraft.field(draft, at: "decision", "reference"),
            amount: FormDraft.field(
                draft,
                at: "decision",
                "amount",
                else: PageMoney.number(record.state.refundDueMinor, decimals: asset.decimals)
            ),
            unit: asset.code,
            trouble: FormDraft.trouble(draft, at: "decision")
        )
    }
}
