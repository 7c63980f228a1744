/// The body of `PUT /v1/places/{place}`: the name and the price list that a place shall have.
struct PlaceDraft: Codable, Sendable, Equatable {
    /// What the customer reads.
    var name: String
    /// Whether it sells.
    var open: Bool?
    /// The price list, in the order of the page.
    var selections: [Answers.Place.Selection]

    init(name: String, open: Bool?, selections: [Answers.Place.Selection]) {
        self.name = name
        self.open = open
        self.selections = selections
    }

    /// What a place has now.
    init(_ place: Answers.Place) {
        self.init(name: place.name, open: place.open, selections: place.selections)
    }

    /// Puts new prices in.
    /// - Throws: `CommandError` when there is no such selection.
    mutating func price(_ prices: [PriceArgument], _ place: String, currency: String) throws {
        for price in prices {
            guard let index = selections.firstIndex(where: { $0.id == price.selection }) else {
                let known = selections.map(\.id).joined(separator: ", ")
                throw CommandError(
                    "Place \(place) has no selection “\(price.selection)”; it has \(known.isEmpty ? "none" : known).",
                    status: .notThere
                )
            }
            selections[index].price = try AmountText.minor(price.amount, currency)
        }
    }
}
