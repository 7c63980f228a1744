extension Answers {
    /// `GET /v1/tokens`.
    struct Tokens: Decodable, Sendable {
        let tokens: [Token]
        let next: String?
    }

    /// A token without its text.
    struct Token: Decodable, Sendable {
        let id: String
        let name: String
        let owner: String
        let scopes: [String]
        let createdAt: Int64
        let usedAt: Int64?
    }

    /// `POST /v1/tokens`.
    struct MadeToken: Decodable, Sendable {
        let token: Token
        let text: String
    }
}
