/// How many requests one client may send to what is open to everybody. A client is an address, or of IPv6 its network
/// of 64 bits. This computer itself is not counted: whoever is on it is trusted, or a proxy that was not named.
package struct RequestLimits: Sendable, Equatable {
    /// Pages, orders as they stand, the log, passports.
    package var reading = RequestThrottle.Allowance(burst: 1_000, refillMilliseconds: 10)
    /// Orders, logins, events of products. A hall full of customers may be behind one address.
    package var making = RequestThrottle.Allowance(burst: 300, refillMilliseconds: 200)
    /// What machines send.
    package var machine = RequestThrottle.Allowance(burst: 2_000, refillMilliseconds: 5)

    /// The defaults.
    package init() {}

    /// The limit of a kind.
    package subscript(kind: RequestKind) -> RequestThrottle.Allowance {
        switch kind {
        case .reading: reading
        case .making: making
        case .machine: machine
        }
    }

    /// Reads the member `requests`.
    /// - Throws: `invalid`, naming the member and what is wrong with it.
    mutating func read(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        guard var requests = try reader.object("requests") else { return }
        try Self.read("reading", into: &reading, &requests)
        try Self.read("making", into: &making, &requests)
        try Self.read("machine", into: &machine, &requests)
        try requests.finish()
    }

    private static func read(
        _ name: String,
        into allowance: inout RequestThrottle.Allowance,
        _ reader: inout ConfigurationReader
    ) throws(CoordinatorError) {
        guard var member = try reader.object(name) else { return }
        allowance.burst = try member.number("burst", in: 1...1_000_000) ?? allowance.burst
        allowance.refillMilliseconds =
            try member.number("refillMilliseconds", in: 1...3_600_000) ?? allowance.refillMilliseconds
        try member.finish()
    }
}
