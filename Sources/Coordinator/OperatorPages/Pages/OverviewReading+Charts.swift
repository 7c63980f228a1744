extension OverviewReading {
    /// How many places have a colour of their own; the rest is drawn together.
    private static let colours = 4

    /// What was delivered and what was not, how often it went well, and what had to wait.
    func charts(_ chart: SaleChart, _ places: [Place], in work: Work) throws -> [ChartDrawing] {
        let names = Dictionary(places.map { ($0.slug, $0.name) }) { first, _ in first }
        let start = range.start(at: work.now)
        let plan = ChartDrawing.Plan(
            id: "sales",
            title: "Delivered",
            summary: "\(chart.sum.delivered) sales were delivered in \(range.words).",
            axis: "sales per \(range.slotWords), UTC",
            series: series(chart, names) { $0.delivered },
            slotNames: (0..<range.slots).map { range.slotName(start + Int64($0) * range.slotMilliseconds) },
            labels: range.labels(from: start)
        )
        let depth = try depth(like: plan, in: work)
        return [.stacked(plan), success(chart, like: plan), failures(chart, names, like: plan), depth]
    }

    /// One series per place, the same colours in every chart.
    private func series(
        _ chart: SaleChart,
        _ names: [String: String],
        _ value: (SaleChart.Sum) -> Int64
    ) -> [ChartDrawing.Series] {
        var series = chart.places.prefix(Self.colours).map { place in
            ChartDrawing.Series(name: names[place.place] ?? place.place, values: place.slots.map(value))
        }
        let rest = chart.places.dropFirst(Self.colours)
        if !rest.isEmpty {
            let sums = (0..<range.slots).map { slot in rest.reduce(Int64(0)) { $0 + value($1.slots[slot]) } }
            series.append(ChartDrawing.Series(name: "Other places", values: sums))
        }
        return series
    }

    private func success(_ chart: SaleChart, like plan: ChartDrawing.Plan) -> ChartDrawing {
        var plan = plan
        plan.id = "success"
        plan.title = "Success rate"
        plan.summary =
            chart.sum.successPercent.map { "\($0) of 100 paid sales were delivered in \(range.words)." }
            ?? "Nothing was sold in \(range.words)."
        plan.axis = "delivered of what was paid per \(range.slotWords), UTC"
        plan.series = [
            ChartDrawing.Series(name: "Delivered of what was paid", values: chart.slots.map(\.successPercent))
        ]
        plan.unit = "%"
        plan.top = 100
        return .lined(plan)
    }

    private func failures(
        _ chart: SaleChart,
        _ names: [String: String],
        like plan: ChartDrawing.Plan
    ) -> ChartDrawing {
        var plan = plan
        plan.id = "failures"
        plan.title = "Not delivered or in doubt"
        plan.summary =
            "\(chart.sum.failed) sales were not delivered and \(chart.sum.inDoubt) are in doubt in \(range.words)."
        plan.series = series(chart, names) { $0.failed + $0.inDoubt }
        return .stacked(plan)
    }

    private func depth(like plan: ChartDrawing.Plan, in work: Work) throws -> ChartDrawing {
        let none = [Int64?](repeating: 0, count: range.slots)
        var (machine, person) = (none, none)
        for depth in try DepthSample.read(range, place: place, in: work) where machine.indices.contains(depth.slot) {
            machine[depth.slot] = depth.withMachine
            person[depth.slot] = depth.withPerson
        }
        let deepest = person.compactMap { $0 }.max() ?? 0
        var plan = plan
        plan.id = "depth"
        plan.title = "Waiting at most"
        plan.summary = "At most \(deepest) sales waited for a person in \(range.words)."
        plan.axis = "sales, most per \(range.slotWords), UTC"
        plan.series = [
            ChartDrawing.Series(name: "for a machine", values: machine),
            ChartDrawing.Series(name: "for a person", values: person),
        ]
        return .stacked(plan)
    }
}
