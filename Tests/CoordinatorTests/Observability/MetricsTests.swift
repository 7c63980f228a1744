import Database
import Prometheus
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Coordinator metrics")
struct MetricsTests {
    @Test func countASaleFromOrderToBooks() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let metrics = try await Self.metrics(of: shop)
        #expect(metrics["mintmark_orders_total"] == 1)
        #expect(metrics[#"mintmark_sightings_total{rail="sandbox",state="confirmed"}"#] == 1)
        #expect(metrics[#"mintmark_sales_ended_total{ending="captured"}"#] == 1)
        #expect(try #require(metrics[#"mintmark_ledger_transfers_total{result="created"}"#]) >= 2)
        #expect(metrics[#"mintmark_ledger_imbalance{asset="SANDBOX-EUR"}"#] == 0)
        #expect(metrics[#"mintmark_alarms_open{code="ledger.imbalance"}"#] == 0)
        #expect(metrics["mintmark_metrics_refused_total"] == 0)
        await shop.close()
    }

    @Test func countWhatWasRefusedByTheCodeThatTheCustomerWasTold() async throws {
        let shop = try await Shop.open(stock: 1)
        _ = try await shop.order()
        await #expect(throws: CoordinatorError.self) { try await shop.order() }
        #expect(try await Self.metrics(of: shop)[#"mintmark_orders_refused_total{reason="soldOut"}"#] == 1)
        await shop.close()
    }

    @Test func countAnswersByRouteTemplateAndNeverByAddress() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        for _ in 0..<3 { #expect(try await shop.send(.get, "/v1/orders/\(order.id)").status == 200) }
        #expect(try await shop.send(.get, "/v1/orders/nobody").status == 404)
        #expect(try await shop.send(.get, "/no/such/\(order.id)").status == 404)
        let metrics = try await Self.metrics(of: shop)
        let template = #"method="GET",route="/v1/orders/{order}""#
        #expect(metrics["mintmark_http_requests_total{\(template),status=\"200\"}"] == 3)
        #expect(metrics["mintmark_http_requests_total{\(template),status=\"404\"}"] == 1)
        #expect(metrics[#"mintmark_http_requests_total{method="none",route="none",status="404"}"#] == 1)
        let duration = #"mintmark_http_request_duration_seconds_count{route="/v1/orders/{order}"}"#
        #expect(metrics[duration] == 4)
        #expect(metrics[#"mintmark_problems_total{code="notFound"}"#] == 2)
        #expect(!metrics.keys.contains { $0.contains(order.id) })
        await shop.close()
    }

    @Test func countNothingOfATransactionThatWasUndone() async throws {
        struct Undone: Error {}
        let shop = try await Shop.open()
        await #expect(throws: Undone.self) {
            try await shop.coordinator.runtime.perform { work -> Void in
                work.notes.count(.orders)
                throw Undone()
            }
        }
        #expect(try await Self.metrics(of: shop)["mintmark_orders_total"] == 0)
        await shop.close()
    }

    @Test func showTheCommitsOfTheDatabase() async throws {
        let shop = try await Shop.open()
        let before = try await Self.metrics(of: shop)
        _ = try await shop.order()
        let after = try await Self.metrics(of: shop)
        for name in ["commits_total", "commit_duration_seconds_count", "commit_batch_size_count"] {
            let rise = try #require(after["mintmark_\(name)"]) - (before["mintmark_\(name)"] ?? 0)
            #expect(rise >= 2, "\(name): an order is at least two commits")
        }
        #expect(try #require(after["mintmark_wal_bytes"]) > 0)
        #expect(try #require(after["mintmark_disk_available_bytes"]) > 0)
        #expect(after["mintmark_fsync_errors_total"] == 0)
        await shop.close()
    }

    @Test func showWhatWaitsInTheOutboxAndForHowLong() async throws {
        let shop = try await Shop.open(canHold: true)
        let order = try await shop.order()
        try await shop.pay(order)
        // Nobody asks the rail meanwhile.
        let delivery = try shop.delivery(order)
        let report = DeliveryReport(lane: delivery.lane, sale: delivery.sale, status: .finished)
        let desk = shop.coordinator.desk
        try await shop.coordinator.runtime.perform { try desk.delivered(report, command: delivery.command, in: $0) }
        shop.clock.advance(milliseconds: 90_000)
        let waiting = try await Self.metrics(of: shop)
        #expect(waiting[#"mintmark_outbox_depth{outbox="rail"}"#] == 1)
        #expect(waiting[#"mintmark_outbox_oldest_age_seconds{outbox="rail"}"#] == 90)
        try await shop.settle()
        let done = try await Self.metrics(of: shop)
        #expect(done[#"mintmark_outbox_depth{outbox="rail"}"#] == 0)
        #expect(done[#"mintmark_outbox_oldest_age_seconds{outbox="rail"}"#] == 0)
        await shop.close()
    }

    @Test func needTheirScope() async throws {
        let shop = try await Shop.open()
        #expect(try await shop.send(.get, "/metrics").status == 401)
        #expect(try await shop.get("/metrics").status == 200)
        await shop.close()
    }

    @Test func areAllDeclaredOnceUnderOnePrefix() {
        for metric in CoordinatorMetric.allCases {
            let declaration = metric.declaration
            #expect(declaration.name.hasPrefix("mintmark_") && declaration.help.hasSuffix("."), "\(metric)")
            #expect(declaration.name == declaration.name.lowercased() && !declaration.name.contains("milli"))
        }
    }

    /// The samples of a scrape: name with labels, and value.
    private static func metrics(of shop: Shop) async throws -> [String: Double] {
        let answer = try await shop.get("/metrics")
        guard answer.status == 200 else { throw TestSupportError("\(answer.status): \(answer.body)") }
        let lines = answer.body.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return try Dictionary(
            uniqueKeysWithValues: lines.map { line in
                guard let space = line.lastIndex(of: " "), let value = Double(line[space...].dropFirst()) else {
                    throw TestSupportError("no sample: \(line)")
                }
                return (String(line[..<space]), value)
            }
        )
    }
}
