/// The price list as a form: numbered lines of id, name, lane and price. Pure.
struct PriceForm: Sendable {
    /// Empty lines offered below the list.
    static let spareLines = 3

    /// What was typed.
    let fields: [String: String]

    /// The change that the form asks for. A line without any text is left out, and so is one whose name was emptied.
    /// - Throws: `invalid`, naming the line.
    func change(isOpen: Bool, money: PageMoney) throws(CoordinatorError) -> PlaceChange {
        var selections: [Place.Selection] = []
        for index in 0..<count {
            let name = field("name", index)
            let (lane, price) = (field("lane", index), field("price", index))
            if name.isEmpty, lane.isEmpty || !field("id", index).isEmpty { continue }
            guard !name.isEmpty else {
                throw CoordinatorError(.invalid, "Line \(index + 1) has no name. Empty the whole line to remove it.")
            }
            guard !lane.isEmpty else {
                throw CoordinatorError(.invalid, "Line \(index + 1), \(name), names no lane.")
            }
            guard let minor = money.price(price), minor > 0 else {
                throw CoordinatorError(
                    .invalid,
                    "The price of \(name) is \"\(price)\". Write it like 1.50, above 0."
                )
            }
            let id = field("id", index).isEmpty ? freshID(lane, taken: selections) : field("id", index)
            selections.append(Place.Selection(id: id, name: name, lane: lane, price: String(minor)))
        }
        return PlaceChange(name: field("name"), open: isOpen, selections: selections)
    }

    /// The lines to be shown again, with spare ones.
    var lines: [PricesPage.Line] {
        (0..<count).map { index in
            PricesPage.Line(
                index: index,
                number: index + 1,
                id: field("id", index),
                name: field("name", index),
                lane: field("lane", index),
                price: field("price", index)
            )
        }
    }

    /// The form of a place as it is.
    init(_ place: Place, money: PageMoney) {
        var fields = ["name": place.name, "lines": String(place.selections.count + Self.spareLines)]
        for (index, selection) in place.selections.enumerated() {
            fields["id-\(index)"] = selection.id
            fields["name-\(index)"] = selection.name
            fields["lane-\(index)"] = selection.lane
            fields["price-\(index)"] = PageMoney.number(
                selection.priceMinor ?? 0,
                decimals: money.currency.decimals
            )
        }
        self.fields = fields
    }

    /// A form as it was sent.
    init(fields: [String: String]) { self.fields = fields }

    var count: Int { min(max(Int(fields["lines"] ?? "") ?? 0, 0), PlaceChange.maximumSelections + Self.spareLines) }

    private func field(_ name: String, _ index: Int? = nil) -> String {
        let text = fields[index.map { "\(name)-\($0)" } ?? name] ?? ""
        return text.trimmed
    }

    /// An id for a new line, made of its lane: `A1` becomes `a1`, or `a1-2` when that is taken.
    private func freshID(_ lane: String, taken selections: [Place.Selection]) -> String {
        let known = Set(selections.map(\.id) + (0..<count).map { field("id", $0) })
        let plain = lane.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let base = plain.isEmpty ? "item" : String(plain.prefix(20))
        var number = 1
        var id = base
        while known.contains(id) {
            number += 1
            id = "\(base)-\(number)"
        }
        return id
    }
}
