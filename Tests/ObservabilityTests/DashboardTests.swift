import Foundation
import TestSupport
import Testing
import Yams

@Suite("Dashboards and alert rules")
struct DashboardTests {
    private static let folder = "\(PackageRoot.path)/observability"

    private static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
    }

    private static var files: [String] {
        (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
            .filter { $0.hasSuffix(".json") || $0.hasSuffix(".yml") }
    }

    @Test func nameOnlyMetricsThatThereAre() throws {
        try #require(Self.files.count >= 5, "the files were not found under \(Self.folder)")
        for file in Self.files {
            #expect(MetricNames.unknown(in: try Self.text(file)) == [], "\(file)")
        }
    }

    /// The check above can fail.
    @Test(arguments: [
        "rate(mintmark_invented_total[5m])", "mintmark_commit_duration_seconds > 1", "mintmark_orders_total_bucket",
    ])
    func areCaughtWhenTheyNameAnInventedOne(_ query: String) {
        #expect(MetricNames.unknown(in: query).count == 1)
    }

    struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable {
                let expr: String
                let refId: String
            }

            let id: Int
            let title: String
            let type: String
            let targets: [Target]?
        }

        let uid: String
        let panels: [Panel]
    }

    @Test func haveAQueryInEveryPanel() throws {
        let json = Data(try Self.text("grafana/dashboards/mintmark.json").utf8)
        let panels = try JSONDecoder().decode(Dashboard.self, from: json).panels
        #expect(Set(panels.map(\.id)).count == panels.count)
        for panel in panels where panel.type != "row" {
            let targets = try #require(panel.targets, "\(panel.title)")
            #expect(!targets.isEmpty && Set(targets.map(\.refId)).count == targets.count, "\(panel.title)")
            #expect(targets.allSatisfy { $0.expr.contains("mintmark_") }, "\(panel.title)")
        }
    }

    struct Rules: Decodable {
        struct Group: Decodable { let rules: [Rule] }

        struct Rule: Decodable {
            let alert: String
            let expr: String
            let labels: [String: String]
            let annotations: [String: String]
        }

        let groups: [Group]
    }

    @Test func sayInTheManualWhatToDoOnEachAlert() throws {
        let rules = try YAMLDecoder().decode(Rules.self, from: Self.text("prometheus/alerts.yml")).groups.flatMap(
            \.rules
        )
        let manual = try String(contentsOfFile: "\(PackageRoot.path)/docs/operating.md", encoding: .utf8)
        try #require(rules.count > 10)
        for rule in rules {
            #expect(manual.contains("| `\(rule.alert)` |"), "docs/operating.md says nothing about \(rule.alert)")
            #expect(["page", "ticket"].contains(rule.labels["severity"]), "\(rule.alert)")
            #expect(rule.annotations["summary"]?.hasSuffix(".") == true, "\(rule.alert)")
        }
    }

    /// Prometheus's own checker, where it is installed.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")))
    func areReadByPrometheus() async throws {
        let check = try ChildProcess(
            "/usr/bin/promtool",
            arguments: ["check", "rules", "\(Self.folder)/prometheus/alerts.yml"]
        )
        let status = try await check.waitUntilExit(timeoutSeconds: 60)
        #expect(status == 0, "\(check.lines)")
    }
}
