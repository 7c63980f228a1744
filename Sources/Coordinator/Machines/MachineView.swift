import Protocol

/// A machine as `/v1/machines` shows it.
package struct MachineView: Codable, Sendable {
    let id: String
    let name: String
    let owner: String
    let status: String
    let statusReason: String?
    let connected: Bool
    let key: String?
    let incarnation: Int64
    let commandsIssued: Int64
    let commandsReceived: Int64
    let receiptsStored: Int64
    let profile: String?
    let profileMatches: Bool
    let program: String?
    let lastSeen: Int64?
    let lanes: [HealthReport.Lane]
    let stations: [HealthReport.Station]

    init(_ machine: MachineRecord, links: AgentLinks, now: Moment) {
        id = machine.id.description
        name = machine.id.name
        owner = machine.owner
        status = machine.status.rawValue
        statusReason = machine.statusReason
        connected = links.isConnected(machine.id.description, at: now)
        key = try? machine.keys().current.fingerprint
        incarnation = machine.incarnation
        commandsIssued = machine.lastCounter
        commandsReceived = machine.receivedCounter
        receiptsStored = machine.through
        profile = machine.profileHash
        profileMatches = machine.profileHash != nil && machine.profileHash == machine.reportedProfile
        program = machine.program
        lastSeen = machine.lastSeen
        let health = links.health(machine.id.description)
        lanes = health?.lanes ?? []
        stations = health?.stations ?? []
    }
}
