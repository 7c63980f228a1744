import ArgumentParser

/// `a1=A1:Salted peanuts:1.50`: a line of the price list, with its lane, its name and its price in whole units.
struct SelectionArgument: ExpressibleByArgument, Equatable, Sendable {
    let id: String
    let lane: String
    let name: String
    let amount: String

    init?(argument: String) {
        let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard sides.count == 2 else { return nil }
        // The name may have colons itself: the lane is before the first, the price after the last.
        let parts = sides[1].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3 else { return nil }
        id = sides[0]
        lane = parts[0]
        name = parts.dropFirst().dropLast().joined(separator: ":")
        amount = parts[parts.count - 1]
        guard !lane.isEmpty, !name.isEmpty, !amount.isEmpty else { return nil }
    }

    /// As the API takes it.
    func selection(_ currency: String) throws -> Answers.Place.Selection {
        .init(id: id, name: name, lane: lane, price: try AmountText.minor(amount, currency))
    }
}
