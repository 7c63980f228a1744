import Database
import Ledger
import Protocol

/// Reads the overview: each part only for a login that may see it, each by a query whose rows don't grow with sales.
struct OverviewReading {
    let caller: Caller
    let range: ChartRange
    let place: String?
    let links: AgentLinks
    let directory: MachineDirectory
    let rails: RailSet
    let money: PageMoney
    let deployment: String

    func page(in work: Work) throws -> OverviewPage {
        var facts = try AttentionFacts.read(links: links, rails: rails, in: work)
        facts.backup = try BackupStanding.read(deployment: deployment, in: work)
        facts.lines = try LineFacts.read(links: links, directory: directory, in: work)
        let items = Attention(facts).items.filter { may($0.scope) }
        let places = may(.placesRead) ? try PlaceRepository.list(in: work) : []
        let chart = SaleChart(try SaleTally.read(range, place: place, in: work), slots: range.slots)
        let urgent = items.filter { $0.weight == .now }.count
        let lines = may(.runsRead) ? facts.lines.map { LineRow($0, now: work.now) } : []
        let money = may(.ledgerRead) ? try moneyRows(in: work) : []
        return OverviewPage(
            sentence: Self.sentence(urgent: urgent, later: items.count - urgent),
            isAllRight: urgent == 0,
            needs: items.map { item in
                OverviewPage.Need(
                    tone: (item.weight == .now ? Badge.Tone.danger : .warning).rawValue,
                    title: item.title,
                    step: item.step,
                    path: item.path,
                    since: PageTime(item.since, now: work.now)
                )
            },
            tiles: tiles(chart, facts),
            showsSales: may(.salesRead),
            ranges: ChartRange.allCases.map { option in
                OverviewPage.RangeLink(
                    name: option.name,
                    path: Self.path(option, place),
                    isCurrent: option == range
                )
            },
            range: range.rawValue,
            words: range.words,
            place: place,
            placeOptions: places.map { option in
                OverviewPage.PlaceOption(slug: option.slug, name: option.name, isSelected: option.slug == place)
            },
            charts: may(.salesRead) ? try charts(chart, places, in: work) : [],
            lines: lines,
            showsLines: !lines.isEmpty,
            showsStations: may(.machinesRead),
            places: try places.map { try row($0, chart, facts, in: work) },
            showsPlaces: !places.isEmpty,
            money: money,
            showsMoney: !money.isEmpty
        )
    }

    private func may(_ scope: Scope?) -> Bool { scope.map(caller.scopes.contains) ?? true }

    static func sentence(urgent: Int, later: Int) -> String {
        switch (urgent, later) {
        case (0, 0): "Everything is all right."
        case (0, 1): "Everything is running. One thing can wait a little."
        case (0, _): "Everything is running. \(later) things can wait a little."
        case (1, _): "One thing needs you now."
        default: "\(urgent) things need you now."
        }
    }

    private static func path(_ range: ChartRange, _ place: String?) -> String {
        "/operator?range=\(range.rawValue)" + (place.map { "&place=\(PercentEncoding.encode($0))" } ?? "")
    }

    private func tiles(_ chart: SaleChart, _ facts: AttentionFacts) -> [OverviewPage.Tile] {
        var tiles: [OverviewPage.Tile] = []
        if may(.salesRead) {
            let sum = chart.sum
            tiles.append(.init(name: "Delivered", value: "\(sum.delivered)", detail: "in \(range.words)"))
            tiles.append(
                .init(
                    name: "Success",
                    value: sum.successPercent.map { "\($0)%" } ?? "–",
                    detail: "\(sum.failed) not delivered, \(sum.inDoubt) in doubt"
                )
            )
            let waiting = facts.queues.values.reduce(Int64(0)) { $0 + $1.count }
            tiles.append(.init(name: "Waiting for you", value: "\(waiting)", detail: "\(sum.underWay) on their way"))
        }
        if may(.machinesRead) {
            let allowed = facts.machines.filter { $0.status == .allowed }
            let connected = allowed.filter(\.isConnected).count
            tiles.append(
                .init(name: "Machines", value: "\(connected) of \(allowed.count)", detail: "connected right now")
            )
        }
        if may(.runsRead), !facts.lines.isEmpty {
            let running = facts.lines.filter { $0.openRun?.progress.state == .running }.count
            tiles.append(.init(name: "Lines", value: "\(running) of \(facts.lines.count)", detail: "running"))
        }
        return tiles
    }

    // MARK: Tables

    private func row(
        _ place: Place,
        _ chart: SaleChart,
        _ facts: AttentionFacts,
        in work: Work
    ) throws -> OverviewPage.PlaceRow {
        let sum = chart.places.first { $0.place == place.slug }?.sum ?? SaleChart.Sum()
        let open = facts.places.first { $0.slug == place.slug }
        let machine = facts.machines.first { $0.id == place.machine }
        return OverviewPage.PlaceRow(
            name: place.name,
            path: "/operator/places/\(PercentEncoding.encode(place.slug))",
            filter: Self.path(range, place.slug),
            sales: sum.total,
            success: sum.successPercent.map { "\($0)%" } ?? "–",
            machine: PlaceWords.machine(isOpen: place.isOpen, assigned: place.machine, machine),
            stock: PlaceWords.stock(open)
        )
    }

    /// What the books say per asset, over all time.
    private func moneyRows(in work: Work) throws -> [OverviewPage.MoneyRow] {
        let accounts = try SQLLedgerStore(work.transaction).accounts()
        return Dictionary(grouping: accounts, by: \.ledger).sorted { $0.key < $1.key }.map { asset, accounts in
            func balance(_ role: AccountRole, _ side: AccountRole.Side) -> String {
                let sum = accounts.filter { $0.code == role.rawValue }.reduce(Int64(0)) { sum, account in
                    sum + (account.debitsPosted - account.creditsPosted)
                }
                return money.text(side == .debit ? sum : -sum, asset)
            }
            return OverviewPage.MoneyRow(
                asset: asset,
                sold: balance(.sales, .credit),
                held: balance(.rail, .debit),
                owed: balance(.refundDue, .credit),
                suspense: balance(.suspense, .debit),
                isPlayMoney: asset.hasPrefix("SANDBOX-")
            )
        }
    }
}
