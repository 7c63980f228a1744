import Rails

/// A caller that polls, stores the cursor, and remembers the last sighting of every payment.
struct RailFollower {
    private(set) var cursor: String?
    private(set) var latest: [String: RailSighting] = [:]

    /// Polls until a poll brings nothing that changes anything.
    mutating func catchUp(_ rail: any Rail) async throws {
        for _ in 0..<20 {
            let batch = try await rail.poll(after: cursor)
            let before = latest
            for sighting in batch.sightings { latest[sighting.reference] = sighting }
            let isSettled = batch.cursor == cursor && latest == before
            cursor = batch.cursor
            if isSettled { return }
        }
    }

    /// The sightings that count as money now or soon.
    func alive(at address: String) -> [RailSighting] {
        latest.values.filter { sighting in
            switch sighting.state {
            case .pending, .confirmed, .held: sighting.address == address
            case .released, .replaced, .removed: false
            }
        }.sorted { $0.reference < $1.reference }
    }
}
