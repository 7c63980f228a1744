/// How an interlock of the simulated machine misbehaves. A script names them; see `FaultScript`.
package enum InterlockFault: Sendable, Hashable {
    /// It is open from the beginning.
    case open
    /// It opens this many milliseconds after a motor is first turned on, and stays open.
    case opens(afterMilliseconds: Int)
}
