package import Prometheus
import Protocol

/// What the agent counts as it happens.
package struct AgentMetrics: Sendable {
    /// Where it is counted.
    package let registry = MetricRegistry(of: AgentMetric.self)

    /// Makes counters at zero.
    package init() {
        registry.set(AgentMetric.info, ProgramVersion.text, to: 1)
        registry.set(AgentMetric.connected, to: 0)
    }

    func accepted() { registry.count(AgentMetric.commandsAccepted) }
    func duplicate() { registry.count(AgentMetric.duplicates) }
    func refused(_ code: WireCode) { registry.count(AgentMetric.commandsRefused, code.rawValue) }
    func outcome(_ status: DeliveryStatus) { registry.count(AgentMetric.commands, status.rawValue) }

    func unit(_ status: StampStatus) { registry.count(AgentMetric.units, status.rawValue) }

    func station(_ station: HealthReport.Station) {
        registry.set(AgentMetric.stationState, station.id, to: Double(station.packML ?? 0))
        registry.set(AgentMetric.stationHeartbeat, station.id, to: station.heartbeat ? 1 : 0)
        registry.set(AgentMetric.stationWatchdog, station.id, to: station.watchdog ? 1 : 0)
    }

    func connected(epoch: Int64) {
        registry.set(AgentMetric.connected, to: 1)
        registry.set(AgentMetric.epoch, to: Double(epoch))
        registry.count(AgentMetric.connections)
    }

    func disconnected() { registry.set(AgentMetric.connected, to: 0) }

    /// The coordinator's clock minus this computer's.
    func clockOffset(milliseconds: Int64) {
        registry.set(AgentMetric.clockOffset, to: Double(milliseconds) / 1_000)
    }
}
