import Protocol
import Synchronization

/// The agent's own counters. Rendered as Prometheus text together with the journal's figures.
package final class AgentMetrics: Sendable {
    private struct Counters {
        var accepted: Int64 = 0
        var duplicates: Int64 = 0
        var refused: [WireCode: Int64] = [:]
        var outcomes: [DeliveryStatus: Int64] = [:]
        var connected = false
        var connections: Int64 = 0
        var epoch: Int64 = 0
    }

    private let counters = Mutex(Counters())

    /// Makes counters at zero.
    package init() {}

    func accepted() { counters.withLock { $0.accepted += 1 } }
    func duplicate() { counters.withLock { $0.duplicates += 1 } }
    func refused(_ code: WireCode) { counters.withLock { $0.refused[code, default: 0] += 1 } }
    func outcome(_ status: DeliveryStatus) { counters.withLock { $0.outcomes[status, default: 0] += 1 } }

    func connected(epoch: Int64) {
        counters.withLock {
            $0.connected = true
            $0.connections += 1
            $0.epoch = epoch
        }
    }

    func disconnected() { counters.withLock { $0.connected = false } }

    /// Lines of the Prometheus text format, version 0.0.4.
    func text() -> String {
        let now = counters.withLock { $0 }
        var lines = [
            "mintmark_agent_info{version=\"\(ProgramVersion.text)\"} 1",
            "mintmark_agent_commands_accepted_total \(now.accepted)",
            "mintmark_agent_duplicates_total \(now.duplicates)",
            "mintmark_agent_connected \(now.connected ? 1 : 0)",
            "mintmark_agent_connections_total \(now.connections)",
            "mintmark_agent_epoch \(now.epoch)",
        ]
        for code in WireCode.allCases {
            guard let count = now.refused[code] else { continue }
            lines.append("mintmark_agent_commands_refused_total{code=\"\(code.rawValue)\"} \(count)")
        }
        for status in DeliveryStatus.allCases {
            guard let count = now.outcomes[status] else { continue }
            lines.append("mintmark_agent_commands_total{outcome=\"\(status.rawValue)\"} \(count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
