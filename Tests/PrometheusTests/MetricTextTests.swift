import Foundation
import Prometheus
import TestSupport
import Testing

/// What is written is read by somebody else's parser: that of the Prometheus project's own client for Python.
@Suite("Metric text")
struct MetricTextTests {
    private static let nasty = "a \"quoted\\ text\nof two lines, {braces} and µ"

    private static func registry() -> MetricRegistry {
        let registry = MetricRegistry(of: ShopMetric.self)
        registry.count(ShopMetric.sales, "done", nasty, by: 3)
        registry.count(ShopMetric.sales, "", "hall")
        registry.set(ShopMetric.depth, to: -2.5)
        for value in [0.1, 0.7, 0.9, 100] { registry.observe(ShopMetric.seconds, value: value) }
        return registry
    }

    @Test func isWrittenLineByLine() {
        let registry = MetricRegistry([ShopMetric.sales.declaration, ShopMetric.depth.declaration])
        registry.count(ShopMetric.sales, "done", "hall")
        registry.set(ShopMetric.depth, to: 1e21)
        #expect(
            registry.text() == #"""
                # HELP shop_sales_total Sales by outcome.
                # TYPE shop_sales_total counter
                shop_sales_total{outcome="done",place="hall"} 1
                # HELP shop_queue_depth What "waits",\nin C:\\ or elsewhere.
                # TYPE shop_queue_depth gauge
                shop_queue_depth 1e+21

                """#
                    + """
                    # HELP mintmark_metrics_refused_total \(MetricRegistry.refused.help)
                    # TYPE mintmark_metrics_refused_total counter
                    mintmark_metrics_refused_total 0

                    """
        )
    }

    @Test(arguments: MetricFormat.allCases)
    func isReadByAnotherParser(_ format: MetricFormat) async throws {
        let samples = try await Self.parsed(Self.registry().text(as: format), as: format)
        let sales = samples.filter { $0.name == "shop_sales_total" }
        #expect(Set(sales.map(\.type)) == ["counter"])
        #expect(sales.first { $0.labels["place"] == Self.nasty }?.value == 3)
        #expect(sales.first { $0.labels["place"] == "hall" }?.labels["outcome"] == "")
        #expect(samples.first { $0.name == "shop_queue_depth" }?.value == -2.5)
        #expect(samples.first { $0.name == "shop_queue_depth" }?.help == "What \"waits\",\nin C:\\ or elsewhere.")
        let buckets = samples.filter { $0.name == "shop_sale_duration_seconds_bucket" }
        #expect(buckets.map(\.value) == [1, 3, 3, 4])
        #expect(samples.first { $0.name == "shop_sale_duration_seconds_count" }?.value == 4)
    }

    /// The test can fail: the other parser refuses what is wrong.
    @Test func isRefusedByTheOtherParserWhenItIsWrong() async throws {
        let text = Self.registry().text(as: .openMetrics).replacing("# EOF", with: "")
        await #expect(throws: TestSupportError.self) { try await Self.parsed(text, as: .openMetrics) }
    }

    @Test(
        arguments: [
            (nil, MetricFormat.prometheus), ("*/*", .prometheus), ("text/plain;version=0.0.4", .prometheus),
            ("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", .openMetrics),
            ("text/html, application/openmetrics-text; version=0.0.1", .openMetrics),
        ] as [(String?, MetricFormat)]
    )
    func isOfTheFormatThatWasAskedFor(_ accept: String?, _ format: MetricFormat) {
        #expect(MetricFormat(accept: accept) == format)
    }

    struct Sample: Decodable {
        let name: String
        let type: String
        let help: String
        let labels: [String: String]
        let value: Double
    }

    private static let reader = """
        import json, sys
        from prometheus_client import parser
        from prometheus_client.openmetrics import parser as openmetrics
        text = open(sys.argv[2]).read()
        read = (openmetrics if sys.argv[1] == "openMetrics" else parser).text_string_to_metric_families
        print(json.dumps([
            dict(name=s.name, type=f.type, help=f.documentation, labels=s.labels, value=s.value)
            for f in read(text) for s in f.samples]))
        """

    static func parsed(_ text: String, as format: MetricFormat) async throws -> [Sample] {
        let folder = try TemporaryDirectory()
        let file = folder.path("metrics.txt")
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let process = try ChildProcess("/usr/bin/python3", arguments: ["-c", reader, "\(format)", file])
        guard try await process.waitUntilExit(timeoutSeconds: 60) == 0 else {
            throw TestSupportError(process.lines.suffix(5).joined(separator: "\n"))
        }
        return try JSONDecoder().decode([Sample].self, from: Data(process.lines.joined().utf8))
    }
}
