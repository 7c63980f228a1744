/// The part of a profile that speaks Modbus: buses, the devices on them with their registers, and the stations that
/// are made of those registers. Times are milliseconds.
package struct ModbusProfile: Codable, Sendable, Equatable {
    /// How devices are reached; each bus has one owner at run time.
    package var buses: [FieldBus]
    /// What is on the buses.
    package var devices: [FieldDevice]
    /// The places that stamp.
    package var stations: [Station]

    /// A Modbus part with all its parts; `MachineProfile.checkConsistency()` tells whether they fit together.
    package init(buses: [FieldBus], devices: [FieldDevice], stations: [Station]) {
        self.buses = buses
        self.devices = devices
        self.stations = stations
    }

    /// The station with this id, or nil.
    package func station(_ id: String) -> Station? {
        stations.first { $0.id == id }
    }

    /// The device that has a register of this name, or nil. Names are unique over all devices.
    package func device(ofRegister name: String) -> FieldDevice? {
        devices.first { $0.register(name) != nil }
    }

    /// The register of this name, or nil.
    package func register(_ name: String) -> FieldRegister? {
        device(ofRegister: name)?.register(name)
    }
}
