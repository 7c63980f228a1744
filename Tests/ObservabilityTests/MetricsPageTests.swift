import Coordinator
import EdgeAgent
import Prometheus
import TestSupport
import Testing

@Suite("Page of metrics")
struct MetricsPageTests {
    @Test func listsEveryMetricOfBothPrograms() throws {
        let page = """
            # Metrics

            Printed from the code by `make docs`. Names are never changed. [Operating](../operating.md) says how to read
            them.

            ## mintmark-coordinator

            `GET /metrics` with a token of the scope `metrics:read`.

            \(MetricTable.markdown(CoordinatorMetric.self))
            ## mintmark-agent

            On the Unix socket `localSocket` of its configuration.

            \(MetricTable.markdown(AgentMetric.self))
            ## both

            | metric | kind | labels | what it says |
            |---|---|---|---|
            | `\(MetricRegistry.refused.name)` | counter |  | \(MetricRegistry.refused.help) |

            """
        try GeneratedFile.verify("docs/generated/metrics.md", contents: page)
    }
}
