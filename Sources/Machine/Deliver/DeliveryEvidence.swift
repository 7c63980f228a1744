/// What the machine saw of one delivery: what a person needs who has to decide a delivery in doubt.
package struct DeliveryEvidence: Codable, Sendable, Equatable {
    /// How many times the motor was turned on; 0 after a restart, when this process turned nothing on.
    package var firings = 0
    /// How long the motor was on in total, in milliseconds, rounded up.
    package var motorOnMilliseconds = 0
    /// Whether the motor's last turn left home and came back.
    package var homeSeen = false
    /// Whether the home switch was active at the end; nil without a home switch, or when it is not known.
    package var homeAtEnd: Bool?
    /// Whether the drop sensor was blocked after the motor was first turned on.
    package var dropSeen = false
    /// When the goods were first seen, in milliseconds after the motor was first turned on.
    package var dropTimestampMilliseconds: Int?
    /// How often the drop sensor went from clear to blocked. One product may cause several, so it is not a count of
    /// products.
    package var dropEdges = 0
    /// Whether the drop sensor was still blocked at the end: it is stuck, or something lies in front of it.
    package var dropSensorActiveAtEnd = false
    /// Whether edges of any input of the lane were lost.
    package var missedEdges = false
    /// The id of the interlock that was open first, if one was.
    package var interlock: String?

    /// Evidence of nothing yet.
    package init() {}
}
