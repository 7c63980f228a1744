/// What fills `operator-machines.mustache`.
struct MachinesPage: Sendable {
    struct Row: Sendable {
        let name: String
        let path: String
        let fingerprint: String
        let place: String?
        let placePath: String?
        let standing: Badge
        let seen: PageTime?
        let lanes: String
        let journal: String
        let program: String
    }

    /// A one-time secret, shown once.
    struct Secret: Sendable {
        let name: String
        let text: String
    }

    let rows: [Row]
    let isEmpty: Bool
    let canWrite: Bool
    let secret: Secret?
    let enrolTrouble: String?
    let enrolName: String
}

/// What fills `operator-machine.mustache`.
struct MachinePage: Sendable {
    struct LaneRow: Sendable {
        let lane: String
        let state: Badge
        let reason: String?
        let stock: String
    }

    let name: String
    let id: String
    let path: String
    let standing: Badge
    let statusReason: String?
    let place: String?
    let placePath: String?
    let seen: PageTime?
    let program: String
    let profileName: String
    let profileHash: String?
    let profile: Badge
    let key: String
    let incarnation: Int64
    let commandsIssued: Int64
    let commandsReceived: Int64
    let receipts: Int64
    let journal: String
    let deliveries: String
    let lanes: [LaneRow]
    let hasLanes: Bool
    let stations: [StationRow]
    let hasStations: Bool
    let isWithoutParts: Bool
    let events: [EventRow]
    let showsEvents: Bool
    let canAllow: Bool
    let canQuarantine: Bool
    let canRevoke: Bool
    /// Whether it asks to be let in for the first time: to revoke it is to refuse it.
    let isStranger: Bool
    let trouble: String?
    let reason: String
}
