import Protocol

/// The body of `PUT /v1/places/{place}`: makes the place or replaces its name and price list. Machine and stock stay.
package struct PlaceChange: Codable, Sendable {
    /// What the customer reads.
    package var name: String
    /// Whether it sells; true when left out.
    package var open: Bool?
    /// The price list, in the order of the page.
    package var selections: [Place.Selection]

    /// Makes a change.
    package init(name: String, open: Bool? = nil, selections: [Place.Selection]) {
        self.name = name
        self.open = open
        self.selections = selections
    }

    /// Most lines of one price list.
    package static let maximumSelections = 200

    /// Checks names, ids and prices.
    /// - Throws: `invalid`, saying which.
    package func check(slug: String) throws(CoordinatorError) {
        guard Self.isName(slug, limit: 48) else {
            throw CoordinatorError(.invalid, "\"\(slug.prefix(60))\" is no place's address: use a-z, 0-9 and hyphens.")
        }
        guard (1...80).contains(name.count) else {
            throw CoordinatorError(.invalid, "A place's name has 1 to 80 characters.")
        }
        guard selections.count <= Self.maximumSelections else {
            throw CoordinatorError(.invalid, "A price list has at most \(Self.maximumSelections) lines.")
        }
        var seen: Set<String> = []
        for selection in selections {
            guard Self.isName(selection.id, limit: 24), seen.insert(selection.id).inserted else {
                throw CoordinatorError(
                    .invalid,
                    "Selection \"\(selection.id.prefix(30))\" is named twice, or not with a-z, 0-9 and hyphens."
                )
            }
            guard (1...80).contains(selection.name.count), Self.isLane(selection.lane) else {
                throw CoordinatorError(
                    .invalid,
                    "Selection \(selection.id) needs a name and a lane of at most 48 characters."
                )
            }
            guard let price = selection.priceMinor, price <= PaymentMatcher.maximumAmountMinor else {
                throw CoordinatorError(
                    .invalid,
                    "The price of \(selection.id) must be a text of minor units above 0: \"150\" is 1.50."
                )
            }
        }
    }

    private static func isName(_ text: String, limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func isLane(_ text: String) -> Bool {
        (1...48).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F }
    }
}
