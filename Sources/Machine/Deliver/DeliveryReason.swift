/// Why a delivery did not finish.
package enum DeliveryReason: String, Codable, Sendable, CaseIterable {
    /// `cannotStart`: an interlock that blocks the lane is open.
    case interlock
    /// `cannotStart`: the motor is not at its home position.
    case notAtHome
    /// `cannotStart`: the drop sensor was blocked before the motor ran. `inDoubt`: it was blocked by something that
    /// was there before the goods, so it could not have seen them.
    case dropSensorBlocked
    /// `cannotStart`: the level of an input the lane needs is not known.
    case inputUnreadable
    /// `cannotStart`: the command's time was over before the motor was turned on.
    case expired
    /// `cannotStart`: the profile has no such lane.
    case unknownLane
    /// `cannotStart`: stopped before the motor was turned on. `inDoubt`: stopped while it ran or in the drop window.
    case stopped
    /// `failed`: the motor left home and did not come back in time; nothing fell.
    case jam
    /// `failed`: the motor never left home; nothing fell.
    case homeTimeout
    /// `failed`: the motor did its turn and nothing fell.
    case noDrop
    /// `inDoubt`: an interlock opened during the delivery and nothing was seen to fall.
    case interlockOpened
    /// `inDoubt`: edges of the drop sensor were lost while it mattered and no other was seen.
    case missedEdges
    /// `inDoubt`: the program or the power ended between the intent and the outcome.
    case interrupted
}
