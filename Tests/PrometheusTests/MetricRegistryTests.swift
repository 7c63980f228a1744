import CoreMetrics
import Prometheus
import Testing

@Suite("Metric registry")
struct MetricRegistryTests {
    private let registry = MetricRegistry(of: ShopMetric.self, seriesPerMetric: 3)

    @Test func countsPerCombinationOfLabels() {
        registry.count(ShopMetric.sales, "done", "hall")
        registry.count(ShopMetric.sales, "done", "hall", by: 4)
        registry.count(ShopMetric.sales, "done", "lobby")
        #expect(
            lines("shop_sales_total{").sorted() == [
                #"shop_sales_total{outcome="done",place="hall"} 5"#,
                #"shop_sales_total{outcome="done",place="lobby"} 1"#,
            ]
        )
    }

    @Test func keepsTwoRegistriesApart() {
        let other = MetricRegistry(of: ShopMetric.self)
        other.count(ShopMetric.sales, "done", "hall")
        #expect(lines("shop_sales_total{").isEmpty)
    }

    @Test func neverCountsDown() {
        registry.count(ShopMetric.sales, "done", "hall", by: 2)
        registry.count(ShopMetric.sales, "done", "hall", by: -1)
        #expect(lines("shop_sales_total{") == [#"shop_sales_total{outcome="done",place="hall"} 2"#])
    }

    @Test func putsAValueOnABoundIntoItsBucket() {
        for value in [0.25, 0.5, 0.75, 9] { registry.observe(ShopMetric.seconds, value: value) }
        #expect(
            lines("shop_sale_duration_seconds_") == [
                #"shop_sale_duration_seconds_bucket{le="0.5"} 2"#, #"shop_sale_duration_seconds_bucket{le="1.0"} 3"#,
                #"shop_sale_duration_seconds_bucket{le="2.5"} 3"#, #"shop_sale_duration_seconds_bucket{le="+Inf"} 4"#,
                "shop_sale_duration_seconds_sum 10.5", "shop_sale_duration_seconds_count 4",
            ]
        )
    }

    @Test func takesWhatIsNoNumberForNoMeasurement() {
        registry.observe(ShopMetric.seconds, value: .nan)
        registry.observe(ShopMetric.seconds, value: .infinity)
        #expect(lines("shop_sale_duration_seconds_count") == ["shop_sale_duration_seconds_count 0"])
    }

    @Test func refusesWhatNobodyDeclared() {
        Counter(label: "shop_invented_total", factory: registry).increment()
        registry.count(ShopMetric.sales, "a label too few")
        Counter(label: "shop_queue_depth", factory: registry).increment()
        #expect(lines("mintmark_metrics_refused_total") == ["mintmark_metrics_refused_total 3"])
        #expect(lines("shop_sales_total{").isEmpty && lines("shop_queue_depth").isEmpty && lines("shop_inv").isEmpty)
    }

    @Test func refusesOneSeriesTooMany() {
        for place in 0..<5 { registry.count(ShopMetric.sales, "done", "place \(place)") }
        registry.count(ShopMetric.sales, "done", "place 0")
        #expect(lines("shop_sales_total{").count == 3)
        #expect(lines(#"shop_sales_total{outcome="done",place="place 0"}"#).first?.hasSuffix(" 2") == true)
        #expect(lines("mintmark_metrics_refused_total") == ["mintmark_metrics_refused_total 2"])
    }

    @Test func servesLibrariesThatKnowSwiftMetricsOnly() {
        Meter(label: "shop_queue_depth", factory: registry).set(4)
        Gauge(label: "shop_queue_depth", factory: registry).record(7)
        Timer(label: "shop_sale_duration_seconds", factory: registry).recordMilliseconds(750)
        #expect(lines("shop_queue_depth") == ["shop_queue_depth 7"])
        #expect(lines("shop_sale_duration_seconds_sum") == ["shop_sale_duration_seconds_sum 0.75"])
    }

    @Test func forgetsWhatWasLookedUp() {
        let text = registry.text([MetricSample(ShopMetric.depth, value: 12)])
        #expect(text.contains("\nshop_queue_depth 12\n"))
        #expect(!registry.text().contains("shop_queue_depth 12"))
    }

    @Test func leavesOutSamplesThatDoNotFit() {
        let text = registry.text([
            MetricSample(ShopMetric.depth, "a label too many", value: 12),
            MetricSample(ShopMetric.seconds, value: 12),
        ])
        #expect(!text.contains("12"))
    }

    @Test func countsFromAnyThread() async {
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        registry.count(ShopMetric.sales, "done", "place \(worker % 2)")
                        registry.observe(ShopMetric.seconds, value: 1)
                    }
                }
            }
        }
        #expect(lines("shop_sales_total{").allSatisfy { $0.hasSuffix(" 4000") })
        #expect(lines("shop_sale_duration_seconds_count") == ["shop_sale_duration_seconds_count 8000"])
    }

    private func lines(_ prefix: String) -> [String] {
        registry.text().split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }
}
