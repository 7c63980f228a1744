package import Prometheus

extension CoordinatorMetric {
    package var declaration: MetricDeclaration {
        MetricDeclaration(rawValue, kind, help, labels: labels, bounds: bounds)
    }

    private var kind: MetricKind {
        if rawValue.hasSuffix("_total") { return .counter }
        return bounds.isEmpty ? .gauge : .histogram
    }

    private var bounds: [Double] {
        switch self {
        case .httpRequestDuration, .commitDuration: MetricDeclaration.shortSeconds
        case .dispatchLatency: MetricDeclaration.longSeconds
        case .commitBatchSize: MetricDeclaration.counts
        default: []
        }
    }

    private var labels: [String] {
        switch self {
        case .httpRequests: ["method", "route", "status"]
        case .httpRequestDuration: ["route"]
        case .problems, .alarmsOpen: ["code"]
        case .resolverAnswers: ["status"]
        case .ordersRefused, .salesWaiting: ["reason"]
        case .sightings: ["rail", "state"]
        case .salesEnded: ["ending"]
        case .commandsQueued: ["kind"]
        case .commands: ["outcome"]
        case .receipts, .ledgerTransfers: ["result"]
        case .ledgerImbalance: ["asset"]
        case .outboxDepth, .outboxOldestAge: ["outbox"]
        case .machines: ["status"]
        case .runs: ["state"]
        case .railReady, .lastSuccess: ["rail"]
        case .healthStatus: ["component"]
        default: []
        }
    }

    private var help: String {
        switch self {
        case .httpRequests: "Answered requests by method, route template and status."
        case .httpRequestDuration: "Time until the head of the answer, by route template."
        case .problems: "Answers that were problem details, by code."
        case .orders: "Orders that were taken: ready, in stock, reserved, quoted."
        case .ordersRefused: "Orders that were refused, by the code that the customer was told."
        case .sightings: "Payments that a rail saw, or that changed, by rail and state."
        case .salesEnded: "Sales that came to an ending; a late payment can make one end twice."
        case .salesWaiting: "Sales that wait for a person, by reason."
        case .commandsQueued: "Commands that were queued for machines, by kind."
        case .commands: "Commands that a machine answered, by outcome or code of refusal."
        case .commandsUncertain: "Sales of which nobody knows whether they were delivered."
        case .dispatchLatency: "Time from the payment that dispatched a sale to the receipt of its delivery."
        case .receipts: "Receipts of machines: stored, or stored and not believed."
        case .duplicates: "Receipts that came again and changed nothing."
        case .ledgerTransfers: "Transfers that were given to the ledger, by its result code."
        case .ledgerImbalance: "Debits minus credits over all accounts, in minor units. Must be 0."
        case .outboxDepth:
            "What waits to be told to the outside; of webhooks the events after the slowest one's. At most 10000."
        case .outboxOldestAge: "How long the oldest of it has waited; of webhooks, how long one has failed."
        case .agentsConnected: "Machines with a live link."
        case .machines: "Machines by status."
        case .runs: "Runs of lines that are not over, by state."
        case .alarmsOpen: "Alarms that nobody acknowledged, by code; counted up to 10000."
        case .railReady: "Whether the rail's last poll succeeded: 1 or 0."
        case .lastSuccess: "When the rail last answered, in seconds since 1970; 0 for never since the start."
        case .resolverAnswers: "Answers to those who scanned a product, by status."
        case .generation: "The life of the database; a restore starts the next one."
        case .commits: "Commits of the database; each is one fsync."
        case .commitDuration: "Time from BEGIN to the end of COMMIT, with its fsync."
        case .commitBatchSize: "Transactions that shared one commit."
        case .commitQueueDepth: "Transactions that wait for the disk."
        case .fsyncErrors: "Read, write or fsync errors of the database. The program stops at the first."
        case .databaseBytes: "The size of the database file."
        case .walBytes: "The size of the database's write-ahead log."
        case .diskAvailable: "Free space where the state folder is."
        case .healthStatus: "Health by component: 0 ok, 1 degraded, 2 failed."
        case .startTime: "When the program started, in seconds since 1970."
        case .residentMemory: "Memory that the program has in RAM."
        }
    }
}
