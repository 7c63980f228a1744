import Protocol
import Rails

/// The page of one place: what there is, what it costs, and a button each.
struct PlacePage {
    let place: Place
    let lanes: [LaneStock]
    let currency: QuoteTerms.Unit
    let rails: RailSet
    /// Makes pressing a button twice one order.
    let key: String

    var html: HTML {
        """
        <h1>\(place.name)</h1>
        \(playMoney)
        \(selections)
        """
    }

    private var playMoney: HTML {
        guard rails.stands.contains(where: { $0.sandbox != nil }) else { return "" }
        return """
            <p class="play"><strong>PLAY MONEY</strong>: nothing paid here by a sandbox is worth anything.</p>
            """
    }

    private var selections: HTML {
        guard place.isOpen, place.machine != nil, !place.selections.isEmpty, !rails.stands.isEmpty else {
            return "<p>Nothing is sold here right now. Please come back later.</p>"
        }
        return "<ul class=\"selections\">\(HTML(place.selections.map(item)))</ul>"
    }

    private func item(_ selection: Place.Selection) -> HTML {
        let price = RailAmount.text(minor: selection.priceMinor ?? 0, decimals: currency.decimals)
        let trouble = trouble(selection)
        let button: HTML =
            trouble.map { "<button disabled>\($0)</button>" } ?? "\(railChoice)<button>Buy</button>"
        return """
            <li><form method="post" action="/m/\(place.slug)/orders">
            <span><span class="name">\(selection.name)</span><br>
            <span class="price">\(Self.fixed(price, currency.decimals)) \(currency.code)</span></span>
            <input type="hidden" name="selection" value="\(selection.id)">
            <input type="hidden" name="key" value="\(key)-\(selection.id)">
            <span>\(button)</span>
            </form></li>
            """
    }

    private func trouble(_ selection: Place.Selection) -> String? {
        guard let stock = lanes.first(where: { $0.lane == selection.lane }) else { return "Not for sale" }
        if !stock.isEnabled { return "Not for sale" }
        if stock.fault != nil { return "Out of order" }
        return stock.units.available > 0 ? nil : "Sold out"
    }

    private var railChoice: HTML {
        let stands = rails.stands
        if stands.count == 1, let id = stands.first?.rail.id {
            return "<input type=\"hidden\" name=\"rail\" value=\"\(id)\">"
        }
        let options = stands.map { stand -> HTML in
            let name = stand.sandbox == nil ? stand.rail.asset.code : "\(stand.rail.id) (play money)"
            return "<option value=\"\(stand.rail.id)\">\(name)</option>"
        }
        return "<select name=\"rail\" aria-label=\"Pay by\">\(HTML(options))</select> "
    }

    /// `1.5` as `1.50`: prices keep their decimals.
    private static func fixed(_ text: String, _ decimals: Int) -> String {
        guard decimals > 0 else { return text }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction)\(String(repeating: "0", count: max(0, decimals - fraction.utf8.count)))"
    }
}
