import Protocol

/// What a person does to a lane: the body of `PUT /v1/places/{place}/lanes/{lane}`. What is left out stays as it is.
package struct LaneChange: Codable, Sendable {
    /// Units that are in the lane now, counted by hand.
    package var count: Int64?
    /// Whether the lane is sold from.
    package var enabled: Bool?
    /// `false` after a person looked at the lane and cleared it.
    package var faulted: Bool?

    /// Most units of one lane.
    package static let maximumCount: Int64 = 100_000

    /// Applies the change and tells the event log.
    /// - Throws: `notFound`, `invalid`.
    package func apply(place: String, lane: String, owner: String, by: String, in work: Work) throws -> LaneStock {
        var stock = try StockRepository.get(place: place, lane: lane, in: work)
        if let count {
            guard (0...Self.maximumCount).contains(count) else {
                throw CoordinatorError(.invalid, "A lane holds 0 to \(Self.maximumCount) units, not \(count).")
            }
            stock.units.count(count)
            try EventLog.append(
                .stockChanged,
                subject: place,
                owner: owner,
                data: ["lane": lane, "count": String(count), "by": by],
                in: work
            )
        }
        if let enabled { stock.isEnabled = enabled }
        if let faulted { stock.fault = faulted ? "\(by) said so" : nil }
        if enabled != nil || faulted != nil {
            try EventLog.append(
                .laneChanged,
                subject: place,
                owner: owner,
                data: [
                    "lane": lane, "enabled": String(stock.isEnabled), "fault": stock.fault ?? "", "by": by,
                ],
                in: work
            )
        }
        try StockRepository.save(stock, in: work)
        return stock
    }
}
