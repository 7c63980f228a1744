/// One motor of the simulated machine: where in its turn it is and what this turn will do.
struct SimulatedMotor: Sendable {
    /// How long one turn takes, in nanoseconds.
    let turn: UInt64
    /// How far the turn has come, as running time in nanoseconds, when the motor was last turned on or off.
    var position: UInt64 = 0
    /// When it was turned on; nil while it is off.
    var onSince: UInt64?
    /// What goes wrong in this turn; nil before the first, decided when the turn begins.
    var fault: LaneFault?
    /// Goods that come loose when the motor stops.
    var loose = false

    init(turn: UInt64) {
        self.turn = turn
    }

    var isOn: Bool { onSince != nil }
    /// Where home is left.
    var leavesHomeAt: UInt64 { turn / 10 }
    /// Where the goods come loose.
    var releasesAt: UInt64 { turn / 4 * 3 }
    /// Where a stuck motor stays.
    var sticksAt: UInt64 { turn / 2 }

    static func turnNanoseconds(of lane: Lane) -> UInt64 {
        let drive = UInt64(0).advanced(byMilliseconds: lane.driveLimitMilliseconds)
        return max(20, lane.home == nil ? drive : drive / 10 * 6)
    }
}
