/// A place as operators see it, in JSON.
package struct PlaceView: Codable, Sendable {
    /// A lane with its stock.
    package struct Lane: Codable, Sendable {
        /// The lane.
        package let lane: String
        /// Units in it.
        package let count: Int64
        /// Units of them that open sales are promised.
        package let reserved: Int64
        /// Whether it is sold from.
        package let enabled: Bool
        /// Whether it is out of order.
        package let faulted: Bool
        /// Why.
        package let faultReason: String?

        init(_ stock: LaneStock) {
            lane = stock.lane
            count = stock.units.stock
            reserved = stock.units.reserved
            enabled = stock.isEnabled
            faulted = stock.fault != nil
            faultReason = stock.fault
        }
    }

    /// The address.
    package let place: String
    /// The name.
    package let name: String
    /// Whose.
    package let owner: String
    /// Which machine.
    package let machine: String?
    /// Whether it sells.
    package let open: Bool
    /// What the prices are in minor units of.
    package let currency: String
    /// The price list.
    package let selections: [Place.Selection]
    /// The lanes.
    package let lanes: [Lane]

    init(_ place: Place, lanes: [LaneStock], currency: String) {
        self.place = place.slug
        name = place.name
        owner = place.owner
        machine = place.machine
        open = place.isOpen
        self.currency = currency
        selections = place.selections
        self.lanes = lanes.map(Lane.init)
    }
}
