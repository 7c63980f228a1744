import Protocol

/// What a person does to a lane: the body of `PUT /v1/places/{place}/lanes/{lane}`. What is left out stays as it is.
package struct LaneChange: Codable, Sendable {
    /// Units that are in the lane now, counted by hand.
    package var count: Int64?
    /// Units that were put in on top of those that are there. It counts every time it is said.
    package var added: Int64?
    /// Whether the lane is sold from.
    package var enabled: Bool?
    /// `false` after a person looked at the lane and cleared it.
    package var faulted: Bool?

    /// Makes a change.
    package init(count: Int64? = nil, added: Int64? = nil, enabled: Bool? = nil, faulted: Bool? = nil) {
        self.count = count
        self.added = added
        self.enabled = enabled
        self.faulted = faulted
    }

    /// Most units of one lane.
    package static let maximumCount: Int64 = 100_000

    /// Applies the change and tells the event log.
    /// - Throws: `notFound`, `invalid`.
    package func apply(place: String, lane: String, owner: String, by: String, in work: Work) throws -> LaneStock {
        var stock = try StockRepository.get(place: place, lane: lane, in: work)
        if let count = try total(of: stock) {
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

    /// How many units are in the lane after the change; nil when it does not say.
    private func total(of stock: LaneStock) throws(CoordinatorError) -> Int64? {
        guard count == nil || added == nil else {
            throw CoordinatorError(.invalid, "Say count, what is in the lane, or added, what came on top; not both.")
        }
        guard let change = count ?? added else { return nil }
        // The change is bounded first, so that the sum can't overflow.
        let bounds = 0...Self.maximumCount
        let before = count == nil ? stock.units.stock : 0
        guard bounds.contains(change), bounds.contains(before + change) else {
            throw CoordinatorError(
                .invalid,
                "A lane holds 0 to \(bounds.upperBound) units; \(change) is not possible."
            )
        }
        return before + change
    }
}
