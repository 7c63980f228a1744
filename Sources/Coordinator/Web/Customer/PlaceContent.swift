import Rails

/// What the page of a place shows.
struct PlaceContent {
    /// One way to pay.
    struct RailChoice {
        let id: String
        let name: String
        let isPlayMoney: Bool
        let checked: Bool
    }

    /// One tile.
    struct Tile {
        let id: String
        let name: String
        let price: String
        let stock: String
        let isScarce: Bool
        let refusal: String?
        let label: String
        let buyLabel: String
        let picture: String?
        let tint: UInt32
        let shape: UInt32
        let letter: String
    }

    /// So many units or fewer are counted on the tile.
    private static let scarceUnits: Int64 = 3

    let name: String
    let action: String
    let key: String
    let notice: String?
    let rails: [RailChoice]
    let choosesRail: Bool
    let onlyRail: String?
    let isDemonstration: Bool
    let selections: [Tile]
    let hasSelections: Bool

    /// - Parameters:
    ///   - rails: the ways to pay that work now.
    ///   - key: makes pressing a button twice one order.
    init(
        _ offer: PlaceOffer,
        rails stands: [RailStand],
        currency: QuoteTerms.Unit,
        key: String,
        _ language: Language
    ) {
        let place = offer.place
        name = place.name
        action = "/m/\(place.slug)/orders"
        self.key = key
        rails = stands.enumerated().map { index, stand in
            let unit = QuoteTerms.Unit(code: stand.rail.asset.code, decimals: stand.rail.asset.decimals)
            return RailChoice(
                id: stand.rail.id,
                name: unit.displayCode,
                isPlayMoney: unit.isPlayMoney,
                checked: index == 0
            )
        }
        choosesRail = rails.count > 1
        onlyRail = rails.count == 1 ? rails.first?.id : nil
        isDemonstration = rails.contains(where: \.isPlayMoney)
        let isSelling = place.isOpen && place.machine != nil && !place.selections.isEmpty
        let machineRefusal = offer.machineRefusal
        if !isSelling {
            notice = PlacePhrase.nothingSold.text(language)
        } else if rails.isEmpty {
            notice = PlacePhrase.noWayToPay.text(language)
        } else {
            notice = machineRefusal?.text(language)
        }
        let closed = rails.isEmpty ? PlacePhrase.noWayToPay.text(language) : nil
        selections = place.selections.map { selection in
            Self.tile(selection, offer, closed: closed, currency, language)
        }
        hasSelections = isSelling
    }

    private static func tile(
        _ selection: Place.Selection,
        _ offer: PlaceOffer,
        closed: String?,
        _ currency: QuoteTerms.Unit,
        _ language: Language
    ) -> Tile {
        let lane = offer.lane(selection)
        let price = language.amount(selection.priceMinor ?? 0, currency)
        let drawing = PictureDrawing(name: selection.name)
        let isScarce = (1...scarceUnits).contains(lane.available)
        let stock =
            isScarce ? Quantity.left.text(lane.available, language) : PlacePhrase.available.text(language)
        return Tile(
            id: selection.id,
            name: selection.name,
            price: price,
            stock: lane.refusal == nil ? stock : "",
            isScarce: isScarce,
            refusal: lane.refusal?.text(language) ?? closed,
            label: (lane.refusal?.label ?? PlacePhrase.unavailable.wording).text(language),
            buyLabel: PlacePhrase.buyThis.text(language, ["name": selection.name, "price": price]),
            picture: offer.picture(selection),
            tint: drawing.tint,
            shape: drawing.shape,
            letter: drawing.letter
        )
    }
}
