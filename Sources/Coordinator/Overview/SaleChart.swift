/// The sales of a range, sorted into slots and places. Pure.
package struct SaleChart: Sendable, Equatable {
    /// One slot or one place, or all together.
    package struct Sum: Sendable, Equatable {
        /// Sales that were delivered.
        package var delivered: Int64 = 0
        /// Sales that were paid and not delivered.
        package var failed: Int64 = 0
        /// Sales that nobody knows the outcome of.
        package var inDoubt: Int64 = 0
        /// Sales whose machine has not answered yet.
        package var underWay: Int64 = 0

        /// All of them.
        package var total: Int64 { delivered + failed + inDoubt + underWay }

        /// How many of a hundred were delivered of those that are over or in doubt; nil when there were none.
        package var successPercent: Int64? {
            let decided = delivered + failed + inDoubt
            return decided == 0 ? nil : delivered * 100 / decided
        }

        mutating func add(_ tally: SaleTally) {
            switch tally.goods {
            case .delivered: delivered += tally.count
            case .failed, .notStarted: failed += tally.count
            case .inDoubt: inDoubt += tally.count
            case .dispatched: underWay += tally.count
            case .reserved, .none: break
            }
        }
    }

    /// One place with its slots.
    package struct Series: Sendable, Equatable {
        /// The place.
        package let place: String
        /// Its sums, one per slot.
        package var slots: [Sum]
        /// Over the whole range.
        package var sum = Sum()
    }

    /// The places, the one with the most sales first.
    package private(set) var places: [Series]
    /// All places together, one per slot.
    package private(set) var slots: [Sum]
    /// Everything.
    package private(set) var sum = Sum()

    /// Sorts tallies; what is out of the range is left out.
    package init(_ tallies: [SaleTally], slots count: Int) {
        slots = Array(repeating: Sum(), count: count)
        var series: [String: Series] = [:]
        for tally in tallies where (0..<count).contains(tally.slot) {
            slots[tally.slot].add(tally)
            sum.add(tally)
            var own = series[tally.place] ?? Series(place: tally.place, slots: Array(repeating: Sum(), count: count))
            own.slots[tally.slot].add(tally)
            own.sum.add(tally)
            series[tally.place] = own
        }
        places = series.values.sorted { ($1.sum.total, $0.place) < ($0.sum.total, $1.place) }
    }
}
