/// One lane of a place as the books of the place have it: what is in it, what is promised, and whether it may be sold
/// from.
package struct LaneStock: Hashable, Sendable {
    /// The place's slug.
    package let place: String
    /// The lane's id in the machine's profile.
    package let lane: String
    /// Units in the lane, and how many of them are promised.
    package var units: StockRule
    /// Whether an operator sells from it.
    package var isEnabled: Bool
    /// Why it is out of order; nil when it is healthy.
    package var fault: String?
}
