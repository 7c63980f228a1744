/// What a place offers right now, lane by lane: the facts its page is made of.
struct PlaceOffer: Sendable {
    /// One lane's facts.
    struct Lane: Sendable, Equatable {
        /// Why nothing of it is sold; nil when it is.
        var refusal: ReadinessRefusal?
        /// Units that may be sold.
        var available: Int64
    }

    let place: Place
    /// By the lane's id.
    let lanes: [String: Lane]
    /// Digests of the pictures, by the selection's id.
    let pictures: [String: String]

    /// Asks machine and stock, as an order would.
    static func of(_ slug: String, machines: any MachineHalf, in work: Work) throws -> PlaceOffer {
        let place = try PlaceRepository.get(slug, in: work)
        let pictures = try PictureRepository.digests(place: slug, in: work)
        guard let machine = place.machine else { return PlaceOffer(place: place, lanes: [:], pictures: pictures) }
        var lanes: [String: Lane] = [:]
        for stock in try StockRepository.list(place: place.slug, in: work) {
            let readiness = try machines.readiness(of: machine, lane: stock.lane, in: work)
            lanes[stock.lane] = Lane(
                refusal: SaleReadiness.refusal(readiness, stock, in: work),
                available: stock.units.available
            )
        }
        return PlaceOffer(place: place, lanes: lanes, pictures: pictures)
    }

    /// The lane of a selection; one that nobody counted is empty.
    func lane(_ selection: Place.Selection) -> Lane {
        lanes[selection.lane] ?? Lane(refusal: .soldOut, available: 0)
    }

    /// Where the picture of a selection is; nil when nobody gave one.
    func picture(_ selection: Place.Selection) -> String? {
        pictures[selection.id].map {
            SelectionPicture.path(place: place.slug, selection: selection.id, digest: $0)
        }
    }

    /// What is wrong with the whole machine, if anything is.
    var machineRefusal: ReadinessRefusal? {
        place.selections.lazy.compactMap { lane($0).refusal }.first { $0.isOfMachine }
    }
}
