extension Answers {
    /// `GET /v1/places`.
    struct Places: Decodable, Sendable {
        let places: [Place]
        let next: String?
    }

    /// `GET /v1/places/{place}`.
    struct Place: Decodable, Sendable {
        /// A line of the price list; the price in minor units of the deployment's currency.
        struct Selection: Codable, Sendable, Equatable {
            var id: String
            var name: String
            var lane: String
            var price: String
        }

        /// A lane with its stock.
        struct Lane: Decodable, Sendable {
            let lane: String
            let count: Int64
            let reserved: Int64
            let enabled: Bool
            let faulted: Bool
            let faultReason: String?
        }

        let place: String
        let name: String
        let owner: String
        let machine: String?
        let open: Bool
        let currency: String
        let selections: [Selection]
        let lanes: [Lane]
    }
}
