/// Runs worlds.
package enum Simulation {
    /// Runs one world to its end.
    /// - Returns: what happened; `violation` names the promise that was broken, if one was.
    /// - Throws: when the world can't be made: no temporary folder, say.
    package static func run(_ settings: SimulationSettings) async throws -> SimulationReport {
        try await World(settings).run()
    }
}
