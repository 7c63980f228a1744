import Journal
import SQLite

/// The journal's figures as lines of the Prometheus text format.
enum JournalMetrics {
    static func text(_ now: JournalStatistics) -> String {
        var lines = [
            "mintmark_agent_outbox_depth \(now.pendingReceipts)",
            "mintmark_agent_outbox_bytes \(now.pendingBytes)",
            "mintmark_agent_outbox_oldest_age_seconds \(Double(now.oldestPendingMilliseconds ?? 0) / 1_000)",
            "mintmark_agent_commands_uncertain \(now.openIntents)",
            "mintmark_agent_dead_letters \(now.deadLetters)",
            "mintmark_agent_telemetry_rows \(now.telemetryRows)",
            "mintmark_agent_telemetry_dropped_total \(now.droppedTelemetry)",
            "mintmark_agent_wal_bytes \(now.walBytes)",
            "mintmark_agent_disk_reserve_bytes \(now.reserveBytes)",
            "mintmark_agent_disk_available_bytes \(now.availableBytes)",
            "mintmark_agent_incarnation \(now.identity.incarnation)",
        ]
        if let writer = now.writer {
            lines.append("mintmark_agent_commits_total \(writer.commits)")
            lines.append("mintmark_agent_fsync_errors_total \(writer.storageErrors)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
