import ArgumentParser

/// `a1=1.50`: a selection and its price in whole units.
struct PriceArgument: ExpressibleByArgument, Equatable, Sendable {
    let selection: String
    let amount: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        (selection, amount) = (parts[0], parts[1])
    }
}
