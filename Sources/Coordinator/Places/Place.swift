/// Where customers buy. A place outlives its machine: replacing a board changes no address, no price and no books.
package struct Place: Sendable, Equatable {
    /// One line of the price list.
    package struct Selection: Sendable, Equatable, Codable {
        /// What the customer's choice is called in requests, e.g. `a1`.
        package var id: String
        /// What the customer reads.
        package var name: String
        /// The lane that holds it.
        package var lane: String
        /// The price in minor units of the deployment's currency, a decimal text.
        package var price: String

        /// Makes a line.
        package init(id: String, name: String, lane: String, price: String) {
            self.id = id
            self.name = name
            self.lane = lane
            self.price = price
        }

        /// The price as a number; nil when the text is not one.
        package var priceMinor: Int64? { Int64(price).flatMap { $0 > 0 && String($0) == price ? $0 : nil } }
    }

    /// In the address of its page: a-z, 0-9 and hyphens.
    package let slug: String
    /// What the customer reads.
    package var name: String
    /// Whose it is.
    package let owner: String
    /// The machine that delivers, if one is assigned.
    package var machine: String?
    /// Whether it sells at all.
    package var isOpen: Bool
    /// The price list, in the order of the page.
    package var selections: [Selection]
}
