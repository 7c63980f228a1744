/// One assignment of a datagram that a service sends to its manager, as in sd_notify(3).
package enum ServiceMessage: Sendable, Equatable {
    /// `READY=1`: start-up is complete. The watchdog counts from here.
    case ready
    /// `STOPPING=1`: the service ends of its own will.
    case stopping
    /// `WATCHDOG=1`: a sign of life.
    case alive
    /// `WATCHDOG=trigger`: treat the service as if its watchdog time had run out.
    case failed
    /// `WATCHDOG_USEC=`: from now on the watchdog time is this, in microseconds; 0 turns it off.
    case watchdogTime(microseconds: UInt64)
    /// `STATUS=`: a line for people.
    case status(String)

    /// The longest datagram that is read, in bytes.
    package static let maximumBytes = 4_096
    private static let maximumStatusCharacters = 500

    /// Reads a datagram. What is unknown or malformed is passed over: a service may say more than its manager knows.
    package static func parse(_ datagram: some Collection<UInt8>) -> [ServiceMessage] {
        String(decoding: datagram.prefix(maximumBytes), as: UTF8.self)
            .split(separator: "\n")
            .compactMap(message)
    }

    private static func message(_ line: Substring) -> ServiceMessage? {
        let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        switch (sides[0], sides[1]) {
        case ("READY", "1"): return .ready
        case ("STOPPING", "1"): return .stopping
        case ("WATCHDOG", "1"): return .alive
        case ("WATCHDOG", "trigger"): return .failed
        case ("WATCHDOG_USEC", let value): return UInt64(value).map { .watchdogTime(microseconds: $0) }
        case ("STATUS", let value): return .status(String(value.prefix(maximumStatusCharacters)))
        default: return nil
        }
    }
}
