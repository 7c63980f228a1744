import ArgumentParser

/// `A1=10`: a lane and a number of units.
struct StockArgument: ExpressibleByArgument, Equatable, Sendable {
    let lane: String
    let units: Int64

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let units = Int64(parts[1]), units >= 0 else { return nil }
        (lane, self.units) = (parts[0], units)
    }
}
