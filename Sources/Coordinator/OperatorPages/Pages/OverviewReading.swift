import Database
import Ledger

/// Reads the overview: each part only for a login that may see it, each by a query whose rows don't grow with sales.
struct OverviewReading {
    let caller: Caller
    let range: ChartRange
    let place: String?
    let links: AgentLinks
    let rails: RailSet
    let money: PageMoney

    /// How many places have a colour of their own; the rest is drawn together.
    private static let colours = 4

    func page(in work: Work) throws -> OverviewPage {
        let facts = try AttentionFacts.read(links: links, rails: rails, in: work)
        let items = Attention(facts).items.filter { may($0.scope) }
        let places = may(.placesRead) ? try PlaceRepository.list(in: work) : []
        let chart = SaleChart(try SaleTally.read(range, place: place, in: work), slots: range.slots)
        let urgent = items.filter { $0.weight == .now }.count
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
        return tiles
    }

    // MARK: Charts

    private func charts(_ chart: SaleChart, _ places: [Place], in work: Work) throws -> [ChartDrawing] {
        let names = Dictionary(places.map { ($0.slug, $0.name) }) { first, _ in first }
        let start = range.start(at: work.now)
        let slotNames = (0..<range.slots).map { slot -> String in
            let at = start + Int64(slot) * range.slotMilliseconds
            switch range {
            case .day: return PageTime.clock(at)
            case .week: return slot % 4 == 0 ? PageTime.day(at) : "\(PageTime.day(at)) \(PageTime.clock(at))"
            case .month: return PageTime.day(at)
            }
        }
        let every = range == .day ? 4 : range == .week ? 8 : 6
        var series = chart.places.prefix(Self.colours).map { place in
            ChartDrawing.Series(name: names[place.place] ?? place.place, values: place.slots.map { $0.delivered })
        }
        let rest = chart.places.dropFirst(Self.colours)
        if !rest.isEmpty {
            let sums = (0..<range.slots).map { slot in rest.reduce(Int64(0)) { $0 + $1.slots[slot].delivered } }
            series.append(ChartDrawing.Series(name: "Other places", values: sums))
        }
        let depths = try DepthSample.read(range, place: place, in: work)
        var (machine, person) = (
            [Int64?](repeating: 0, count: range.slots), [Int64?](repeating: 0, count: range.slots)
        )
        for depth in depths where machine.indices.contains(depth.slot) {
            machine[depth.slot] = depth.withMachine
            person[depth.slot] = depth.withPerson
        }
        let plan = ChartDrawing.Plan(
            id: "sales",
            title: "Delivered",
            summary: "\(chart.sum.delivered) sales were delivered in \(range.words).",
            series: Array(series),
            slotNames: slotNames,
            labelEvery: every
        )
        return [.stacked(plan), success(chart, like: plan), depth(machine, person, like: plan)]
    }

    private func success(_ chart: SaleChart, like plan: ChartDrawing.Plan) -> ChartDrawing {
        var plan = plan
        plan.id = "success"
        plan.title = "Success rate"
        plan.summary =
            chart.sum.successPercent.map { "\($0) of 100 paid sales were delivered in \(range.words)." }
            ?? "Nothing was sold in \(range.words)."
        plan.series = [
            ChartDrawing.Series(name: "Delivered of what was paid", values: chart.slots.map(\.successPercent))
        ]
        plan.unit = "%"
        plan.top = 100
        return .lined(plan)
    }

    private func depth(_ machine: [Int64?], _ person: [Int64?], like plan: ChartDrawing.Plan) -> ChartDrawing {
        var plan = plan
        plan.id = "depth"
        plan.title = "Waiting at most"
        let deepest = person.compactMap { $0 }.max() ?? 0
        plan.summary = "At most \(deepest) sales waited for a person in \(range.words)."
        plan.series = [
            ChartDrawing.Series(name: "for a machine", values: machine),
            ChartDrawing.Series(name: "for a person", values: person),
        ]
        return .stacked(plan)
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
