/// One customer: what they want, and how they pay.
struct SimulatedCustomer {
    /// How a customer pays.
    enum Behaviour: CaseIterable {
        /// The price, soon.
        case exact
        /// The price, after the quote has ended.
        case late
        /// The price, twice.
        case twice
        /// Less than the price, and no more.
        case tooLittle
        /// The price in two payments.
        case inParts
        /// The price, then another amount in its place.
        case replaced
        /// The price, and then the money goes to somebody else.
        case replacedAway
        /// Not at all.
        case vanishes
    }

    let number: Int
    let machine: Int
    let lane: String
    let rail: Int
    let behaviour: Behaviour
    /// Whether this one only sees whether a machine sells.
    var isProbe = false
    /// How many times the order was sent.
    var attempts = 0
    /// The order, once its answer arrived.
    var sale: String?
    var address = ""
    /// Payments so far.
    var payments: [String] = []
}
