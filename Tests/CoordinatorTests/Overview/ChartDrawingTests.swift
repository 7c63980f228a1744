import Testing

@testable import Coordinator

@Suite("Chart drawing")
struct ChartDrawingTests {
    private func plan(_ values: [[Int64?]], top: Int64? = nil) -> ChartDrawing.Plan {
        ChartDrawing.Plan(
            id: "chart",
            title: "Chart",
            summary: "A chart.",
            axis: "things per hour",
            series: values.enumerated().map { ChartDrawing.Series(name: "S\($0.offset)", values: $0.element) },
            slotNames: (0..<(values.first?.count ?? 0)).map { "t\($0)" },
            labels: [0, 2],
            top: top
        )
    }

    @Test func stacksBarsWithinThePicture() throws {
        let chart = ChartDrawing.stacked(plan([[3, 0, 1], [1, 0, 4]]))
        #expect(chart.bars.count == 4)
        for bar in chart.bars {
            let (y, tall) = (try #require(Double(bar.y)), try #require(Double(bar.height)))
            let (x, wide) = (try #require(Double(bar.x)), try #require(Double(bar.width)))
            #expect(y >= 0 && y + tall <= ChartDrawing.height && x >= 0 && x + wide <= ChartDrawing.width)
        }
        #expect(chart.axis == "things per hour")
        #expect(chart.slotLabels.map(\.text) == ["t0", "t2"])
        #expect(chart.rows.map(\.slot) == ["t0", "t2"])
        #expect(chart.rows.last?.values == ["1", "4"])
    }

    @Test func breaksALineWhereThereIsNothing() {
        let chart = ChartDrawing.lined(plan([[100, 50, nil, 80, nil, 90, 91]], top: 100))
        #expect(chart.lines.count == 2)
        #expect(chart.points.count == 5)
    }

    @Test func isEmptyWithoutNumbers() {
        #expect(ChartDrawing.stacked(plan([[0, 0]])).isEmpty)
        #expect(ChartDrawing.stacked(plan([])).isEmpty)
        #expect(ChartDrawing.lined(plan([[nil, nil]])).isEmpty)
    }

    @Test(arguments: [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (21, 40), (41, 100), (101, 200)] as [(Int64, Int64)])
    func endsOnARoundNumber(_ most: Int64, _ top: Int64) {
        #expect(ChartDrawing.niceTop(most) == top)
    }

    @Test func copesWithTheLargestNumber() {
        #expect(ChartDrawing.niceTop(.max) >= Int64.max / 100)
    }
}
