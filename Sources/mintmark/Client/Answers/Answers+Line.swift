extension Answers {
    /// `GET /v1/serials/check`.
    struct SerialCheck: Decodable, Sendable {
        /// What is not right.
        struct Finding: Decodable, Sendable {
            let kind: String
            let subject: String
            let text: String
        }

        let balanced: Bool
        let blocks: Int
        let serials: [String: Int]
        let findings: [Finding]
    }

    /// `GET /v1/products`.
    struct Products: Decodable, Sendable {
        /// What runs are of.
        struct Product: Decodable, Sendable {
            let gtin: String
            let name: String
        }

        let products: [Product]
    }

    /// `GET /v1/runs/{run}`.
    struct Run: Decodable, Sendable {
        let id: String
        let state: String
        let asked: String?
        let reason: String?
        let commissioned: Int
        let scrapped: Int
        let unusable: Int
    }

    /// `GET /v1/runs`.
    struct Runs: Decodable, Sendable { let runs: [Run] }

    /// `GET /v1/runs/{run}/units`.
    struct Units: Decodable, Sendable {
        /// A serial that left its block.
        struct Unit: Decodable, Sendable {
            let serial: String
            let state: String
            let reason: String?
            let detail: String?
        }

        let units: [Unit]
    }
}
