/// How one serial ended at the machine.
package enum StampStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// It was marked, and read back from the unit.
    case commissioned
    /// It was or may have been marked, and is not known to be right; the unit goes to the reject gate.
    case scrapped
    /// The marker was never told to fire: no unit carries it, and none ever will.
    case cannotStart
}
