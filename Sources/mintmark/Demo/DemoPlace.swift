/// The shop of the demo.
enum DemoPlace {
    /// The place's address.
    static let slug = "lobby"
    /// What the customer reads.
    static let name = "Lobby"
    /// Units of each lane at the beginning.
    static let stock = 8

    /// A line of the price list.
    struct Selection: Encodable {
        let id: String
        let name: String
        let lane: String
        let price: String
    }

    /// The body that makes the place.
    struct Change: Encodable {
        let name = DemoPlace.name
        let selections = DemoPlace.selections
    }

    /// The price list in cents.
    static let selections = [
        Selection(id: "a1", name: "Salted peanuts", lane: "A1", price: "150"),
        Selection(id: "a2", name: "Dark chocolate", lane: "A2", price: "220"),
        Selection(id: "a3", name: "Apple crisps", lane: "A3", price: "180"),
        Selection(id: "a4", name: "Oat bar", lane: "A4", price: "160"),
        Selection(id: "a5", name: "Liquorice", lane: "A5", price: "140"),
        Selection(id: "a6", name: "Ginger biscuits", lane: "A6", price: "190"),
    ]
}
