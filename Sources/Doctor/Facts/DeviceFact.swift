/// One Modbus device as it was found.
package struct DeviceFact: Codable, Sendable, Equatable {
    /// A register that must hold a known number.
    package struct Expectation: Codable, Sendable, Equatable {
        /// The register's name.
        package var register: String
        /// What it must hold.
        package var expected: UInt32
        /// What it holds; nil when it could not be read.
        package var found: UInt32?
        /// Why it could not be read.
        package var problem: String?

        /// An expectation.
        package init(register: String, expected: UInt32, found: UInt32? = nil, problem: String? = nil) {
            self.register = register
            self.expected = expected
            self.found = found
            self.problem = problem
        }
    }

    /// Its name in the profile.
    package var id: String
    /// Its unit id.
    package var unit: Int
    /// How long the profile waits for an answer.
    package var timeoutMilliseconds: Int
    /// How long its answers took.
    package var latency: LatencyFacts
    /// The last thing that went wrong with a read.
    package var problem: String?
    /// What tells it from another.
    package var identity: Expectation
    /// The constant that shows the order of bytes and words.
    package var wordOrder: Expectation
    /// The order that the profile declares for it, `ABCD`.
    package var declaredOrder: String
    /// The orders in which the words that were read are that constant.
    package var fittingOrders: [String]
    /// The device's own watchdog over its outputs.
    package var outputWatchdog: Expectation

    /// A device that was not asked yet.
    package init(
        id: String,
        unit: Int,
        timeoutMilliseconds: Int,
        identity: Expectation,
        wordOrder: Expectation,
        declaredOrder: String,
        outputWatchdog: Expectation
    ) {
        self.id = id
        self.unit = unit
        self.timeoutMilliseconds = timeoutMilliseconds
        latency = LatencyFacts(microseconds: [], asked: 0)
        self.identity = identity
        self.wordOrder = wordOrder
        self.declaredOrder = declaredOrder
        fittingOrders = []
        self.outputWatchdog = outputWatchdog
    }

    /// Whether it ever answered.
    package var isAlive: Bool { latency.answered > 0 }
}
