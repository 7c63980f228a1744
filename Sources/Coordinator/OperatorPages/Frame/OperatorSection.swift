/// The parts of the operators' pages, in the order of the navigation.
enum OperatorSection: String, CaseIterable, Sendable {
    case overview, waiting, alarms, sales, places, machines, runs, labels, ledger, events, webhooks, audit, backups,
        recovery
    /// Pages that belong to no part.
    case none

    /// What the navigation says.
    var name: String {
        switch self {
        case .overview: "Overview"
        case .waiting: "Waiting for you"
        case .alarms: "Alarms"
        case .sales: "Sales"
        case .places: "Places"
        case .machines: "Machines"
        case .runs: "Runs"
        case .labels: "Labels"
        case .ledger: "Ledger"
        case .events: "Events"
        case .webhooks: "Webhooks"
        case .audit: "Audit"
        case .backups: "Backups"
        case .recovery: "Recovery"
        case .none: ""
        }
    }

    /// Where it is.
    var path: String { self == .overview ? "/operator" : "/operator/\(rawValue)" }

    /// What a login needs to see it; nil for any login.
    var scope: Scope? {
        switch self {
        case .overview, .none: nil
        case .waiting, .sales: .salesRead
        case .alarms: .alarmsRead
        case .places: .placesRead
        case .machines: .machinesRead
        case .runs: .runsRead
        case .labels: .carriersRead
        case .ledger: .ledgerRead
        case .events: .eventsRead
        case .webhooks: .webhooksRead
        case .audit: .auditRead
        case .backups, .recovery: .healthRead
        }
    }
}
