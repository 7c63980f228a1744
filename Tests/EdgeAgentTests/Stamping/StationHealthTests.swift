import GPIO
import Machine
import Prometheus
import Protocol
import TestSupport
import Testing

@testable import EdgeAgent

@Suite("Health of stations", .timeLimit(.minutes(2)))
struct StationHealthTests {
    private static let marking = HealthReport.Station(id: "S1", packML: 6, heartbeat: true, watchdog: true)

    private static func waits(for health: HealthReport.Station, at bench: LineBench) async throws {
        try await eventually("the station is \(health)", timeoutSeconds: 30) { bench.worker.stations == [health] }
        #expect(bench.runner.stations == [health])
        // Metrics follow with the next beat.
        let state = "mintmark_agent_station_state{station=\"S1\"} \(health.packML ?? 0)"
        let figures = [
            state, "mintmark_agent_station_heartbeat{station=\"S1\"} \(health.heartbeat ? 1 : 0)",
            "mintmark_agent_station_watchdog{station=\"S1\"} \(health.watchdog ? 1 : 0)",
        ]
        try await eventually("metrics say \(figures)", timeoutSeconds: 30) {
            let text = bench.metrics.registry.text([])
            return figures.allSatisfy(text.contains)
        }
    }

    @Test func followsTheLineAndForgetsWhatNobodyCanAsk() async throws {
        try await LineBench.with(isAttended: false) { bench async throws in
            let aborted = HealthReport.Station(id: "S1", packML: 9, heartbeat: true, watchdog: true)
            try await Self.waits(for: aborted, at: bench)
            _ = bench.line.withPLC("S1") { $0.bringToExecute(at: SystemClock.monotonicNanoseconds) }
            try await Self.waits(for: Self.marking, at: bench)
            // The cable is pulled: nobody knows any more, and the watchdog may have been lost with the PLC.
            bench.line.close()
            let lost = HealthReport.Station(id: "S1", packML: nil, heartbeat: false, watchdog: false)
            try await Self.waits(for: lost, at: bench)
        }
    }

    @Test func aUnitThatWasScrappedLeavesTheWatchdogSet() async throws {
        try await LineBench.with(fault: .init(.misread, commands: 1)) { bench async throws in
            try await bench.grant("b1", "A", count: 1)
            _ = try await bench.start("r1", count: 1)
            #expect(try await bench.run("r1", is: .ended).scrapped == 1)
            try await Self.waits(for: Self.marking, at: bench)
        }
    }
}
