/// Whether a machine could deliver from a lane now: asked before a quote is made.
package struct MachineReadiness: Equatable, Sendable {
    /// The machine is allowed, and runs the profile that the coordinator has.
    package var allowed: Bool
    /// Its link is up.
    package var connected: Bool
    /// It reported the lane as ready.
    package var laneReady: Bool
    /// The coordinator was restored and compares notes with its machines: nothing is sold meanwhile.
    package var isRecovering = false
    /// Why not, in words for an operator.
    package var reason: String?
    /// The longest that one delivery takes on it, in milliseconds.
    package var longestDeliveryMilliseconds: Int64
}
