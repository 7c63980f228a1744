/// The body of `PUT /v1/places/{place}/lanes/{lane}`; what is nil stays as it is.
struct LaneRequest: Encodable, Sendable {
    /// Units that are in the lane now.
    var count: Int64?
    /// Units that were put in on top of those.
    var added: Int64?
    /// Whether it is sold from.
    var enabled: Bool?
    /// `false` after a person looked at it.
    var faulted: Bool?

    /// Changes one lane.
    func send(_ place: String, _ lane: String, _ client: APIClient) async throws -> Reply<Answers.Place> {
        try await client.reply(.put, "/v1/places/\(place)/lanes/\(lane)", self, as: Answers.Place.self)
    }
}
