import Protocol
import Rails

/// The page of one place: what there is, what it costs, and a button each.
struct PlacePage {
    let place: Place
    /// Why a lane can't be sold from now, by lane.
    let refusals: [String: String]
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
        let trouble = refusals[selection.lane]
        let button: HTML =
            trouble == nil ? "\(railChoice)<button>Buy</button>" : "<button disabled>Not now</button>"
        return """
            <li><form method="post" action="/m/\(place.slug)/orders">
            <span><span class="name">\(selection.name)</span><br>
            <span class="price">\(Self.fixed(price, currency.decimals)) \(currency.code)</span>
            \(reason(trouble))</span>
            <input type="hidden" name="selection" value="\(selection.id)">
            <input type="hidden" name="key" value="\(key)-\(selection.id)">
            <span>\(button)</span>
            </form></li>
            """
    }

    private func reason(_ trouble: String?) -> HTML {
        guard let trouble else { return "" }
        return "<br><small>\(trouble)</small>"
    }

    /// What an order for each lane would be refused with, in the customer's words.
    static func refusals(at place: Place, machines: any MachineHalf, in work: Work) throws -> [String: String] {
        guard let machine = place.machine else { return [:] }
        var refusals: [String: String] = [:]
        for stock in try StockRepository.list(place: place.slug, in: work) {
            let readiness = try machines.readiness(of: machine, lane: stock.lane, in: work)
            do throws(CoordinatorError) {
                try SaleReadiness.require(readiness, stock, in: work)
            } catch {
                refusals[stock.lane] = error.message
            }
        }
        return refusals
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
