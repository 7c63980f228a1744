package import Journal
package import Machine

/// What a start makes of an intent to stamp that has no outcome. Pure; the agent and the simulator carry it out.
package enum UnitRecovery: Sendable, Equatable {
    /// That is its outcome.
    case decided(StampResult)
    /// The counters of the PLC say what became of it: `StampSequencer(recovering:)` asks them. Nothing is marked.
    case readBack(StampIntent, Station)

    /// Decides by what is on disk and which stations the profile has.
    package init(of stamp: OpenStamp, stations: [Station]) {
        guard let station = stations.first(where: { $0.id == stamp.station }),
            let intent = IntentCommit.intent(in: stamp.detail)
        else {
            self = .decided(StampResult(.scrapped, .inDoubt))
            return
        }
        // A sequence of 0 was never a command.
        self =
            intent.sequence == 0 ? .decided(StampResult(.cannotStart, .serialUnusable)) : .readBack(intent, station)
    }
}
