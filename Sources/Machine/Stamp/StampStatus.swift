/// How one unit ended.
package enum StampStatus: String, Codable, Sendable, CaseIterable {
    /// The mark was acknowledged with the right hash and read back right.
    case commissioned
    /// The command went out, or may have, and the unit does not carry a verified mark: it was sent to the reject gate.
    /// Its serial is spent.
    case scrapped
    /// The marker was never told to fire. The unit is as it was; its serial goes back as inactive.
    case cannotStart
}
