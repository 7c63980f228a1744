/// A bus and what is on it.
package struct ModbusBusConfiguration: Sendable, Hashable {
    /// The most devices on a bus.
    package static let mostDevices = 247

    /// What the bus is called in the profile and in messages.
    package let name: String
    /// Where it is.
    package let endpoint: ModbusEndpoint
    /// What is on it, by name.
    package let devices: [String: ModbusDevice]
    /// How many requests may wait; a further eighth is kept for stops.
    package let mostWaiting: Int
    /// How long a connection may take to be made, in milliseconds.
    package let connectMilliseconds: Int
    /// How long after a port or connection could not be opened it is not tried again, in milliseconds.
    package let reopenMilliseconds: Int

    /// Checks that names and unit ids are used once, and that the units are some this kind of bus has.
    /// - Throws: `invalidConfiguration`.
    package init(
        name: String,
        endpoint: ModbusEndpoint,
        devices: [ModbusDevice],
        mostWaiting: Int = 64,
        connectMilliseconds: Int = 2_000,
        reopenMilliseconds: Int = 1_000
    ) throws(GPIOError) {
        guard (1...Self.mostDevices).contains(devices.count) else {
            throw GPIOError(.invalidConfiguration, "bus “\(name)” has \(devices.count) devices; 1 to 247 are right")
        }
        guard Set(devices.map(\.name)).count == devices.count, Set(devices.map(\.unit)).count == devices.count else {
            throw GPIOError(.invalidConfiguration, "bus “\(name)” has a name or a unit id twice; make them different")
        }
        if case .serial = endpoint, let device = devices.first(where: { $0.unit > 247 }) {
            throw GPIOError(
                .invalidConfiguration,
                "device “\(device.name)” has unit id \(device.unit), which only TCP has; use 1 to 247"
            )
        }
        guard (1...4_096).contains(mostWaiting), (1...60_000).contains(connectMilliseconds),
            (1...3_600_000).contains(reopenMilliseconds)
        else {
            throw GPIOError(
                .invalidConfiguration,
                "bus “\(name)”: 1 to 4096 requests may wait, 1 to 60000 ms to connect, 1 to 3600000 ms between tries"
            )
        }
        self.name = name
        self.endpoint = endpoint
        self.devices = Dictionary(uniqueKeysWithValues: devices.map { ($0.name, $0) })
        self.mostWaiting = mostWaiting
        self.connectMilliseconds = connectMilliseconds
        self.reopenMilliseconds = reopenMilliseconds
    }
}
