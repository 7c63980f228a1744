package import Prometheus

/// Every metric of the agent. The raw values are read by dashboards and alert rules and never renamed.
package enum AgentMetric: String, MetricName {
    case info = "mintmark_agent_info"
    case commandsAccepted = "mintmark_agent_commands_accepted_total"
    case duplicates = "mintmark_agent_duplicates_total"
    case commandsRefused = "mintmark_agent_commands_refused_total"
    case commands = "mintmark_agent_commands_total"
    case commandsUncertain = "mintmark_agent_commands_uncertain"
    case units = "mintmark_agent_units_total"
    case stationState = "mintmark_agent_station_state"
    case stationHeartbeat = "mintmark_agent_station_heartbeat"
    case stationWatchdog = "mintmark_agent_station_watchdog"
    case connected = "mintmark_agent_connected"
    case connections = "mintmark_agent_connections_total"
    case epoch = "mintmark_agent_epoch"
    case incarnation = "mintmark_agent_incarnation"
    case clockOffset = "mintmark_agent_clock_offset_seconds"
    case outboxDepth = "mintmark_agent_outbox_depth"
    case outboxBytes = "mintmark_agent_outbox_bytes"
    case outboxOldestAge = "mintmark_agent_outbox_oldest_age_seconds"
    case deadLetters = "mintmark_agent_dead_letters"
    case telemetryRows = "mintmark_agent_telemetry_rows"
    case telemetryDropped = "mintmark_agent_telemetry_dropped_total"
    case commits = "mintmark_agent_commits_total"
    case commitDuration = "mintmark_agent_commit_duration_seconds"
    case commitBatchSize = "mintmark_agent_commit_batch_size"
    case fsyncErrors = "mintmark_agent_fsync_errors_total"
    case walBytes = "mintmark_agent_wal_bytes"
    case diskReserve = "mintmark_agent_disk_reserve_bytes"
    case diskAvailable = "mintmark_agent_disk_available_bytes"

    /// What the metric is.
    package var declaration: MetricDeclaration {
        MetricDeclaration(rawValue, kind, help, labels: labels, bounds: bounds)
    }

    private var kind: MetricKind {
        if rawValue.hasSuffix("_total") { return .counter }
        return bounds.isEmpty ? .gauge : .histogram
    }

    private var bounds: [Double] {
        switch self {
        case .commitDuration: MetricDeclaration.shortSeconds
        case .commitBatchSize: MetricDeclaration.counts
        default: []
        }
    }

    private var labels: [String] {
        switch self {
        case .info: ["version"]
        case .commandsRefused: ["code"]
        case .commands, .units: ["outcome"]
        case .stationState, .stationHeartbeat, .stationWatchdog: ["station"]
        default: []
        }
    }

    private var help: String {
        switch self {
        case .info: "Always 1; the label says which version runs."
        case .commandsAccepted: "Commands that were verified and stored."
        case .duplicates: "Commands that came again and changed nothing."
        case .commandsRefused: "Messages that were refused, by code."
        case .commands: "Deliveries that ended, by outcome."
        case .units: "Serials that left their block, by what became of them."
        case .stationState: "The line's PackML state, ISA-TR88 `StateCurrent`: 6 is Execute; 0 when unknown."
        case .stationHeartbeat: "Whether the heartbeats of station and agent move: 1 or 0."
        case .stationWatchdog: "Whether the output watchdog was set since the PLC was last lost: 1 or 0."
        case .commandsUncertain: "Intents without an outcome: a delivery runs, or was interrupted."
        case .connected: "Whether a session with the coordinator is open: 1 or 0."
        case .connections: "Sessions that were opened."
        case .epoch: "The epoch of the newest session."
        case .incarnation: "The life of the journal; a lost or restored one starts the next."
        case .clockOffset: "The coordinator's clock minus this computer's, from the newest session."
        case .outboxDepth: "Receipts that wait for the coordinator."
        case .outboxBytes: "Their size."
        case .outboxOldestAge: "How long the oldest of them has waited."
        case .deadLetters: "Receipts that the coordinator did not believe, kept for a person."
        case .telemetryRows: "Measurements that wait."
        case .telemetryDropped: "Measurements that were dropped to keep room."
        case .commits: "Commits of the journal; each is one fsync."
        case .commitDuration: "Time from BEGIN to the end of COMMIT, with its fsync."
        case .commitBatchSize: "Pieces of work that shared one commit."
        case .fsyncErrors: "Read, write or fsync errors of the journal. The program stops at the first."
        case .walBytes: "The size of the journal's write-ahead log."
        case .diskReserve: "Space held for outcomes."
        case .diskAvailable: "Free space where the state directory is."
        }
    }
}
