/// One Modbus device: how it is addressed, how it proves that it is the right one, and its registers.
package struct FieldDevice: Codable, Sendable, Equatable {
    /// A register that must hold a known number.
    package struct Expectation: Codable, Sendable, Equatable {
        /// The register's name.
        package var register: String
        /// What it holds.
        package var value: UInt32

        /// An expectation.
        package init(register: String, value: UInt32) {
            self.register = register
            self.value = value
        }
    }

    /// The unit ids of a serial line; 0 is a broadcast that nobody answers (Modbus over Serial Line 1.02, 2.2).
    package static let serialUnits = 1...247
    /// The unit id that a device on TCP may have besides those of a serial line.
    package static let directUnit = 255

    /// Its name in the profile.
    package var id: String
    /// The id of the bus it is on.
    package var bus: String
    /// Its unit id, never 0.
    package var unit: Int
    /// How long an answer may take to begin.
    package var requestTimeoutMilliseconds: Int
    /// How long the pause between two bytes of an answer may be.
    package var byteTimeoutMilliseconds: Int
    /// What tells this device from another of the same make; read before the first write.
    package var identity: Expectation
    /// A constant of four different bytes that shows the order of bytes and words; read before the first write.
    package var wordOrder: Expectation
    /// The device's own watchdog over its outputs: written at every start and read back.
    package var outputWatchdog: Expectation
    /// Its registers.
    package var registers: [FieldRegister]

    /// A device with all its parts.
    package init(
        id: String,
        bus: String,
        unit: Int,
        requestTimeoutMilliseconds: Int,
        byteTimeoutMilliseconds: Int,
        identity: Expectation,
        wordOrder: Expectation,
        outputWatchdog: Expectation,
        registers: [FieldRegister]
    ) {
        self.id = id
        self.bus = bus
        self.unit = unit
        self.requestTimeoutMilliseconds = requestTimeoutMilliseconds
        self.byteTimeoutMilliseconds = byteTimeoutMilliseconds
        self.identity = identity
        self.wordOrder = wordOrder
        self.outputWatchdog = outputWatchdog
        self.registers = registers
    }

    /// The register of this name, or nil.
    package func register(_ name: String) -> FieldRegister? {
        registers.first { $0.name == name }
    }
}

extension FieldDevice.Expectation {
    /// Whether a swap of bytes or words would show: all four bytes differ.
    package var showsWordOrder: Bool {
        Set([value & 0xFF, value >> 8 & 0xFF, value >> 16 & 0xFF, value >> 24]).count == 4
    }
}
