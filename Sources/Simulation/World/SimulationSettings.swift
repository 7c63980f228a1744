/// What a run simulates.
package struct SimulationSettings: Sendable {
    /// Everything follows from it.
    package var seed: UInt64
    /// How many customers come.
    package var sales: Int
    /// How many machines there are.
    package var machines = 3
    /// How many lines there are beside them.
    package var lines = 1
    /// How many units the lines are told to make.
    package var stamps: Int
    /// Whether anything fails.
    package var hasFaults = true
    /// What is injected, beside what the network does; nil for what the seed draws.
    package var faults: [FaultKind]?
    /// How long until the next customer comes.
    package var millisecondsPerSale: Int64 = 4_000
    /// How long all has to come to its end once nothing fails any more. The longest wait is that of a payment for its
    /// confirmations.
    package var millisecondsToConverge: Int64 = 3 * 3_600_000

    /// What the agents do wrong on purpose; each has to be noticed. Some weaknesses are of the exhaustive mode alone.
    package var weakness: Weakness?
    /// Is told of everything that happens, as it happens.
    package var listener: (@Sendable (String) -> Void)?

    /// A run of one seed.
    package init(seed: UInt64, sales: Int) {
        self.seed = seed
        self.sales = sales
        stamps = sales
    }
}
