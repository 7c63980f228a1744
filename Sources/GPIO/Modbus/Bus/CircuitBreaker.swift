/// Leaves a device alone that does not answer, for longer and longer. Pure.
struct CircuitBreaker: Sendable, Hashable {
    private let policy: ModbusDevice.BreakerPolicy
    private var failures = 0
    private var backOffMilliseconds = 0
    /// Until when it is left alone; once that is over one failure is enough for the next time.
    private(set) var suspendedUntil: UInt64?

    init(_ policy: ModbusDevice.BreakerPolicy) {
        self.policy = policy
    }

    func isSuspended(at now: UInt64) -> Bool {
        suspendedUntil.map { now < $0 } ?? false
    }

    /// The device answered, if only with an exception.
    mutating func succeed() {
        failures = 0
        backOffMilliseconds = 0
        suspendedUntil = nil
    }

    /// The device did not answer. Returns true when it is left alone from now on.
    mutating func fail(at now: UInt64) -> Bool {
        failures += 1
        guard suspendedUntil != nil || failures >= policy.failures else { return false }
        backOffMilliseconds =
            backOffMilliseconds == 0
            ? policy.backOffMilliseconds : min(2 * backOffMilliseconds, policy.mostBackOffMilliseconds)
        suspendedUntil = now + UInt64(backOffMilliseconds) * 1_000_000
        return true
    }
}
