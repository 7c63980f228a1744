import Database
import Rails

/// Looks at everything that metrics and health are made of.
package struct VitalsReader: Sendable {
    let runtime: Runtime
    let rails: RailSet
    let links: AgentLinks
    let stateFolder: String
    /// When the program started.
    let started: Moment

    /// Looks now. A database that can't be read is a finding, not an error.
    package func read() async -> Vitals {
        var vitals = Vitals(
            now: runtime.clock(),
            database: runtime.database.statistics,
            diskAvailableBytes: SystemFigures.availableBytes(at: stateFolder),
            rails: rails.stands.map { stand in
                Vitals.RailVitals(id: stand.rail.id, trouble: stand.trouble, lastAnswer: stand.lastAnswer)
            },
            connectedMachines: links.connectedMachines(at: runtime.clock())
        )
        do {
            vitals.stored = try await runtime.view { try StoredVitals(in: $0) }
        } catch {
            vitals.readFailure = "\(error)"
        }
        return vitals
    }
}
