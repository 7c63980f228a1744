import Doctor
import Prometheus
import Testing

@testable import EdgeAgent

@Suite("What the running agent says of itself")
struct AgentScrapeTests {
    /// The agent's own text, so that a metric that is renamed is noticed here.
    private func text(_ change: (AgentMetrics) -> Void, _ samples: [(AgentMetric, Double)]) -> String {
        let metrics = AgentMetrics()
        change(metrics)
        return metrics.registry.text(samples.map { MetricSample($0, value: $1) })
    }

    @Test func readsTheQueueAndTheSession() throws {
        let samples: [(AgentMetric, Double)] = [
            (.outboxDepth, 3), (.outboxBytes, 4_096), (.outboxOldestAge, 7_200.5), (.deadLetters, 1),
            (.commandsUncertain, 2), (.diskReserve, 1_966_080),
        ]
        let text = text(
            {
                $0.connected(epoch: 3)
                $0.clockOffset(milliseconds: -1_500)
            },
            samples
        )
        let scrape = try #require(AgentScrape(text))
        #expect(scrape.isConnected)
        #expect(
            scrape.queue
                == QueueFacts(
                    source: .agent,
                    waiting: 3,
                    bytes: 4_096,
                    oldestMilliseconds: 7_200_500,
                    deadLetters: 1,
                    openIntents: 2,
                    reserveBytes: 1_966_080
                )
        )
        // The metric is the coordinator's clock minus ours.
        #expect(scrape.clockOffset?.milliseconds == 1_500)
    }

    @Test func anEmptyQueueHasNoAge() throws {
        let scrape = try #require(AgentScrape(text({ _ in }, [(.outboxDepth, 0), (.outboxOldestAge, 0)])))
        #expect(!scrape.isConnected)
        #expect(scrape.queue.oldestMilliseconds == nil)
        #expect(scrape.clockOffset == nil)
    }

    @Test(arguments: [
        "", "HTTP/1.1 500 Oops\r\n\r\n", "mintmark_agent_connected 1\n",
        "mintmark_agent_connected NaN\nmintmark_agent_outbox_depth 1\n",
        "mintmark_agent_connected 1\nmintmark_agent_outbox_depth 1e300\n",
    ])
    func whatIsNotTheAgentsIsRefused(text: String) {
        #expect(AgentScrape(text) == nil)
    }

    @Test func nobodyAnswersWhereNobodyListens() {
        #expect(AgentScrape.read("/nowhere/at/all") == nil)
        #expect(AgentScrape.read(String(repeating: "x", count: 200)) == nil)
        #expect(AgentScrape.read("") == nil)
    }
}
