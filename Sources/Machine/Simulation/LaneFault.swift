/// How a lane of the simulated machine misbehaves. A script names them; see `FaultScript`.
package enum LaneFault: Sendable, Hashable {
    /// It works.
    case normal
    /// The motor does its turn, the goods stay where they are.
    case jam
    /// The motor leaves home and stops half way: home never returns.
    case motorStuck
    /// The goods fall and the sensor stays blocked from then on.
    case dropSensorStuck
    /// Two units fall in one turn.
    case doubleDrop
    /// The lane holds nothing, whatever its stock says.
    case empty
    /// The goods reach the sensor this many milliseconds after they left the spiral.
    case slowDrop(milliseconds: Int)
    /// The goods come loose only when the motor has stopped.
    case dropAfterMotor
}
