/// One slave on a bus.
package struct ModbusDevice: Sendable, Hashable {
    /// How a device that does not answer is left alone, so that the others on the bus get their turn.
    package struct BreakerPolicy: Sendable, Hashable {
        /// Failures in a row before it is left alone.
        package var failures: Int
        /// For how long at first, in milliseconds; doubled each time that it still does not answer.
        package var backOffMilliseconds: Int
        /// The longest of these times, in milliseconds.
        package var mostBackOffMilliseconds: Int

        /// Three failures, then one second, at most thirty.
        package init(failures: Int = 3, backOffMilliseconds: Int = 1_000, mostBackOffMilliseconds: Int = 30_000) {
            self.failures = failures
            self.backOffMilliseconds = backOffMilliseconds
            self.mostBackOffMilliseconds = mostBackOffMilliseconds
        }
    }

    /// What the device is called in the profile and in messages.
    package let name: String
    /// Its unit id: 1 to 247, and 255 for a TCP device that is no gateway. Never 0, which all devices obey and none
    /// answers.
    package let unit: UInt8
    /// How long it may take.
    package var timeouts: ModbusTimeouts
    /// What proves that it is the right device, before the first write.
    package var identity: ModbusIdentity
    /// How often a read that failed is sent in all. Writes are sent once.
    package var readAttempts: Int
    /// When it is left alone.
    package var breaker: BreakerPolicy

    /// Describes a device.
    /// - Throws: `invalidConfiguration` for a unit that is none, or numbers outside of their limits.
    package init(
        name: String,
        unit: UInt8,
        timeouts: ModbusTimeouts = ModbusTimeouts(),
        identity: ModbusIdentity,
        readAttempts: Int = 2,
        breaker: BreakerPolicy = BreakerPolicy()
    ) throws(GPIOError) {
        guard (1...247).contains(unit) || unit == 255 else {
            throw GPIOError(
                .invalidConfiguration,
                "device “\(name)” can't have unit id \(unit): use 1 to 247, or 255 for a device on TCP that is no "
                    + "gateway\(unit == 0 ? "; 0 is every device, and none answers" : "")"
            )
        }
        guard (1...10).contains(readAttempts), (1...100).contains(breaker.failures),
            (1...3_600_000).contains(breaker.backOffMilliseconds),
            (breaker.backOffMilliseconds...3_600_000).contains(breaker.mostBackOffMilliseconds)
        else {
            throw GPIOError(
                .invalidConfiguration,
                "device “\(name)”: 1 to 10 read attempts, 1 to 100 failures, a back-off of 1 to 3600000 ms"
            )
        }
        try timeouts.check(device: name)
        self.name = name
        self.unit = unit
        self.timeouts = timeouts
        self.identity = identity
        self.readAttempts = readAttempts
        self.breaker = breaker
    }
}
