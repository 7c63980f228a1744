import HTTPTypes
package import Hummingbird

/// `/operator/ledger`, `/operator/events` and `/operator/alarms`: the books, the log, and what a person must see.
package struct BookPageRoutes: Sendable {
    let desk: OperatorDesk
    let money: PageMoney

    private static let rows = 50

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator/ledger") { _, context in
            let reading = LedgerReading(money: money)
            let sheet = OperatorDesk.Sheet(template: "operator-ledger", title: "Ledger", section: .ledger)
            return try await desk.show(sheet, context) { try reading.overview(in: $0) }
        }
        router.get("/operator/ledger/account") { request, context in
            let reading = LedgerReading(money: money)
            let (id, cursor) = (request.query("id") ?? "", request.query("cursor"))
            let sheet = OperatorDesk.Sheet(template: "operator-account", title: "Account", section: .ledger)
            return try await desk.show(sheet, context) { try reading.account(id, cursor: cursor, in: $0) }
        }
        router.get("/operator/ledger/check") { _, context in
            let reading = LedgerReading(money: money)
            let sheet = OperatorDesk.Sheet(template: "operator-check", title: "Check of the books", section: .ledger)
            return try await desk.show(sheet, context) { try reading.check(in: $0) }
        }
        router.get("/operator/events") { request, context in
            let (kind, subject, cursor) = (request.query("kind"), request.query("subject"), request.query("cursor"))
            let sheet = OperatorDesk.Sheet(template: "operator-events", title: "Events", section: .events)
            return try await desk.show(sheet, context) { work in
                try Self.events(kind: kind ?? "", subject: subject ?? "", cursor: cursor, in: work)
            }
        }
        router.get("/operator/alarms") { request, context in
            let showsOpen = request.query("state") != "acknowledged"
            return try await alarms(context, showsOpen: showsOpen, cursor: request.query("cursor"))
        }
        router.post("/operator/alarms/{alarm}/acknowledge") { _, context in
            let (id, by) = (try context.text("alarm"), try context.requireCaller().name)
            return try await desk.carryOut(context, goOn: OperatorSection.alarms.path) { work in
                do {
                    try AlarmBook.acknowledge(id, by: by, in: work)
                    return "The alarm is acknowledged."
                } catch let error as CoordinatorError where error.code == .notFound {
                    // Sent twice, or by two people: it is seen either way.
                    return "The alarm was acknowledged already."
                }
            }
        }
    }

    // MARK: Events

    private static func events(kind: String, subject: String, cursor: String?, in work: Work) throws -> EventsPage {
        var search = EventSearch()
        search.kind = kind.isEmpty ? nil : kind
        search.subject = subject.isEmpty ? nil : subject.trimmed
        search.before = cursor
        let found = try search.newest(limit: rows + 1, in: work)
        let shown = found.prefix(rows)
        let kinds = Set(EventKind.allCases.map { String($0.rawValue.prefix { $0 != "." }) }).sorted()
        func path(_ cursor: String?) -> String {
            var parts = [("kind", kind), ("subject", subject)].filter { !$0.1.isEmpty }
                .map { "\($0.0)=\(PercentEncoding.encode($0.1))" }
            if let cursor { parts.append("cursor=\(PercentEncoding.encode(cursor))") }
            return OperatorSection.events.path + (parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))")
        }
        return EventsPage(
            rows: shown.map { EventRow($0, now: work.now) },
            isEmpty: shown.isEmpty,
            kind: kind,
            subject: subject,
            kinds: kinds.map { .init(value: "\($0).", name: $0, isSelected: "\($0)." == kind) },
            isNarrow: !kind.isEmpty || !subject.isEmpty,
            trouble: nil,
            next: found.count > rows ? shown.last.map { path($0.cursor) } : nil,
            first: cursor == nil ? nil : path(nil)
        )
    }

    // MARK: Alarms

    private func alarms(_ context: AppRequestContext, showsOpen: Bool, cursor: String?) async throws -> Response {
        let caller = try context.requireCaller()
        let sheet = OperatorDesk.Sheet(template: "operator-alarms", title: "Alarms", section: .alarms)
        return try await desk.show(sheet, context) { work in
            let page = try AlarmSearch(showsOpen ? .open : .acknowledged, limit: Self.rows, cursor: cursor).page(
                in: work
            )
            return AlarmsPage(
                rows: page.items.map { Self.row($0, caller, work.now) },
                isEmpty: page.items.isEmpty,
                showsOpen: showsOpen,
                next: page.next.map { next in
                    "\(OperatorSection.alarms.path)?state=\(showsOpen ? "open" : "acknowledged")"
                        + "&cursor=\(PercentEncoding.encode(next))"
                },
                trouble: nil
            )
        }
    }

    private static func row(_ alarm: AlarmBook.Alarm, _ caller: Caller, _ now: Moment) -> AlarmsPage.Row {
        AlarmsPage.Row(
            id: alarm.id,
            title: AlarmWords.title(alarm.code),
            code: alarm.code,
            text: alarm.text,
            subject: alarm.subject,
            subjectPath: AlarmWords.path(alarm.code, alarm.subject),
            at: PageTime(alarm.raisedAt, now: now),
            count: alarm.count,
            isRepeated: alarm.count > 1,
            acknowledged: PageTime(alarm.acknowledgedAt, now: now),
            path: "/operator/alarms/\(PercentEncoding.encode(alarm.id))/acknowledge",
            canAcknowledge: alarm.acknowledgedAt == nil && caller.scopes.contains(.alarmsAcknowledge)
        )
    }
}
