extension Answers {
    /// `POST /v1/productEvents`.
    struct ProductEvent: Decodable, Sendable {
        let kind: String
        let eventID: String
        let occurredAt: Int64
        let proof: String
    }

    /// `GET /v1/parties`.
    struct Parties: Decodable, Sendable {
        let parties: [Party]
        let next: String?
    }

    /// Somebody who may enter events of products.
    struct Party: Decodable, Sendable {
        let id: String
        let name: String
        let key: String
        let mayEnter: [String]
        let elements: [String]
        let revokedAt: Int64?
    }
}
