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
        let products: [Product]
        let next: String?
    }

    /// `GET /v1/products/{gtin}`: what runs are of.
    struct Product: Decodable, Sendable {
        /// That there is something, whatever it is.
        struct Content: Decodable, Sendable {
            init(from decoder: any Decoder) {}
        }

        let gtin: String
        let owner: String
        let name: String
        let serialDigits: Int?
        let issued: Int64
        let guessing: String
        let passport: Content?
    }

    /// `GET /v1/blocks`.
    struct Blocks: Decodable, Sendable {
        let blocks: [Block]
        let next: String?
    }

    /// `GET /v1/blocks/{block}`: serials that a machine holds.
    struct Block: Decodable, Sendable {
        let id: String
        let gtin: String
        let machine: String
        let run: String?
        let count: Int
        let state: String
        let serials: [String: Int]
        let createdAt: Int64
    }

    /// `GET /v1/runs/{run}`.
    struct Run: Decodable, Sendable {
        let id: String
        let gtin: String
        let lot: String?
        let count: Int
        let machine: String
        let state: String
        let asked: String?
        let reason: String?
        let since: Int64
        let commissioned: Int
        let scrapped: Int
        let unusable: Int
        let createdAt: Int64
        let endedAt: Int64?
    }

    /// `GET /v1/runs`.
    struct Runs: Decodable, Sendable {
        let runs: [Run]
        let next: String?
    }

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
