/// One lane of one simulated machine when all is over: what its motor did, and what the programs say it did.
package struct SoakLane: Sendable, Equatable {
    /// Machine and lane.
    package var name: String
    /// How often the motor was turned on, counted by the simulated machine.
    package var firings: Int
    /// Firings in which at least one unit fell.
    package var drops: Int
    /// Units that fell besides the first of their firing: a motor that nobody stops, because its agent is frozen, turns
    /// on until the watchdog's time is over.
    package var spills: Int
    /// Those of them that fell though the motor was stopped in time.
    package var spillsInTime: Int
    /// Intents in the agent's journal.
    package var intents: Int
    /// Sales that the programs ended as delivered, without a person.
    package var delivered: Int
    /// Sales of which the programs do not know: a person has to look.
    package var doubtful: Int

    /// Makes a lane.
    package init(
        name: String,
        firings: Int,
        drops: Int,
        spills: Int = 0,
        spillsInTime: Int = 0,
        intents: Int,
        delivered: Int,
        doubtful: Int
    ) {
        self.name = name
        self.firings = firings
        self.drops = drops
        self.spills = spills
        self.spillsInTime = spillsInTime
        self.intents = intents
        self.delivered = delivered
        self.doubtful = doubtful
    }
}
