/// A chart as `operator-chart.mustache` draws it: shapes with their places in the picture, and the same numbers as a
/// table. Pure.
struct ChartDrawing: Sendable, Equatable {
    /// A bar or a part of one, or a point of a line.
    struct Shape: Sendable, Equatable {
        let x: String
        let y: String
        let width: String
        let height: String
        /// Which series: a class of the style sheet.
        let series: String
    }

    /// A piece of text and where it stands.
    struct Label: Sendable, Equatable {
        let x: String
        let y: String
        let text: String
    }

    /// A name in the legend.
    struct Key: Sendable, Equatable {
        let series: String
        let name: String
    }

    /// A row of the table.
    struct Row: Sendable, Equatable {
        let slot: String
        let values: [String]
    }

    let id: String
    let title: String
    /// The chart in one sentence, for those who don't see it.
    let summary: String
    /// What is counted, and in which time.
    let axis: String
    let bars: [Shape]
    let lines: [String]
    let points: [Shape]
    let gridLines: [Label]
    let slotLabels: [Label]
    let keys: [Key]
    let columns: [String]
    let rows: [Row]
    let isEmpty: Bool

    /// One series of numbers, one per slot; nil where there is none.
    struct Series: Sendable {
        let name: String
        let values: [Int64?]
    }

    /// What is drawn.
    struct Plan: Sendable {
        var id: String
        var title: String
        var summary: String
        /// What is counted, and in which time: above the upright axis.
        var axis: String
        var series: [Series]
        var slotNames: [String]
        /// The slots that are named below the picture.
        var labels: Set<Int>
        /// Behind each number, e.g. `%`.
        var unit = ""
        /// The top of the picture; nil for what the numbers need.
        var top: Int64?
    }

    static let width = 400.0
    static let height = 184.0
    private static let left = 44.0
    private static let upper = 26.0
    private static let lower = 24.0
    /// A day such as `28 Dec` in the largest letters that the style sheet uses.
    private static let widestName = 48.0

    /// Bars, the series on top of each other.
    static func stacked(_ plan: Plan) -> ChartDrawing {
        let slots = plan.slotNames.count
        let sums = (0..<slots).map { slot in plan.series.reduce(Int64(0)) { $0 + ($1.values[slot] ?? 0) } }
        let top = plan.top ?? niceTop(sums.max() ?? 0)
        let step = (width - left) / Double(max(slots, 1))
        let gap = min(3.0, step * 0.2)
        var bars: [Shape] = []
        for slot in 0..<slots {
            var floor = height - lower
            for (index, series) in plan.series.enumerated() {
                guard let value = series.values[slot], value > 0 else { continue }
                let tall = (height - lower - upper) * Double(value) / Double(top)
                floor -= tall
                bars.append(
                    Shape(
                        x: text(left + step * Double(slot) + gap / 2),
                        y: text(floor),
                        width: text(step - gap),
                        height: text(tall),
                        series: "series-\(index + 1)"
                    )
                )
            }
        }
        return ChartDrawing(plan, top: top, bars: bars, lines: [], points: [])
    }

    /// A line per series with a point per number; it is broken where there is no number.
    static func lined(_ plan: Plan) -> ChartDrawing {
        let top = plan.top ?? niceTop(plan.series.flatMap(\.values).compactMap { $0 }.max() ?? 0)
        let step = (width - left) / Double(max(plan.slotNames.count, 1))
        var lines: [String] = []
        var points: [Shape] = []
        for (index, series) in plan.series.enumerated() {
            var stretch: [String] = []
            for (slot, value) in series.values.enumerated() {
                guard let value else {
                    if stretch.count > 1 { lines.append(stretch.joined(separator: " ")) }
                    stretch = []
                    continue
                }
                let x = text(left + step * (Double(slot) + 0.5))
                let y = text(height - lower - (height - lower - upper) * Double(value) / Double(top))
                stretch.append("\(x),\(y)")
                points.append(Shape(x: x, y: y, width: "", height: "", series: "series-\(index + 1)"))
            }
            if stretch.count > 1 { lines.append(stretch.joined(separator: " ")) }
        }
        return ChartDrawing(plan, top: top, bars: [], lines: lines, points: points)
    }

    private init(_ plan: Plan, top: Int64, bars: [Shape], lines: [String], points: [Shape]) {
        id = plan.id
        title = plan.title
        summary = plan.summary
        axis = plan.axis
        self.bars = bars
        self.lines = lines
        self.points = points
        let tall = Self.height - Self.lower - Self.upper
        let marks = top >= 2 ? [0, top / 2, top] : [0, top]
        gridLines = marks.map { mark in
            let y = Self.height - Self.lower - tall * Double(mark) / Double(top)
            return Label(x: Self.text(Self.left - 6), y: Self.text(y), text: "\(mark)\(plan.unit)")
        }
        let step = (Self.width - Self.left) / Double(max(plan.slotNames.count, 1))
        slotLabels = plan.slotNames.enumerated().compactMap { slot, name in
            guard plan.labels.contains(slot) else { return nil }
            return Label(
                // The last name must not be cut off at the edge.
                x: Self.text(min(Self.left + step * (Double(slot) + 0.5), Self.width - Self.widestName / 2)),
                y: Self.text(Self.height - 6),
                text: name
            )
        }
        keys = plan.series.enumerated().map { Key(series: "series-\($0.offset + 1)", name: $0.element.name) }
        columns = plan.series.map(\.name)
        rows = plan.slotNames.indices.compactMap { slot in
            let values = plan.series.map { $0.values[slot] }
            guard values.contains(where: { ($0 ?? 0) != 0 }) else { return nil }
            return Row(slot: plan.slotNames[slot], values: values.map { $0.map { "\($0)\(plan.unit)" } ?? "–" })
        }
        isEmpty = rows.isEmpty
    }

    /// The least of 2, 4, 10, 20, 40, 100 ... that is not below `most`.
    static func niceTop(_ most: Int64) -> Int64 {
        var power: Int64 = 1
        while power < Int64.max / 100 {
            for step: Int64 in [2, 4, 10] where step * power >= most { return step * power }
            power *= 10
        }
        return most
    }

    /// One decimal is a tenth of a pixel.
    private static func text(_ number: Double) -> String {
        let tenths = Int64((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
