import Machine

/// The Modbus part as it is written, and where each thing in it is.
struct ModbusDraft {
    /// The part, or nil when something in it could not be read; that has its fault already.
    var profile: ModbusProfile?
    /// Where each subject, and each key of it, is written.
    var positions: [ModbusProblem.Subject: (start: Position, keys: [String: Position])] = [:]

    func position(of subject: ModbusProblem.Subject, key: String?) -> Position {
        let known = positions[subject]
        return key.flatMap { known?.keys[$0] } ?? known?.start ?? .start
    }
}

extension DraftReader {
    /// The most buses, devices and stations there may be of each, and registers of one device.
    private static let maximumModbusItems = 64
    private static let maximumRegisters = 256

    /// Reads the keys `modbus` and `stations`; nil when the profile has neither.
    func readModbus(_ root: inout MappingReader, position: Position) -> ModbusDraft? {
        let modbus = root.value("modbus", required: nil, example: "{buses: [...], devices: [...]}")
        let stations = root.list("stations", example: "[...]")
        let isWithoutStations = root.keyPositions["stations"] == nil
        guard modbus != nil || !isWithoutStations else { return nil }
        var draft = ModbusDraft()
        let stationsPosition = root.keyPositions["stations"] ?? position
        draft.positions[.profile] = (stationsPosition, ["stations": stationsPosition])
        if modbus == nil {
            faults.add(
                .missingKey,
                at: position,
                "the profile has stations but no modbus",
                fix: "add “modbus:” with buses and devices"
            )
        }
        guard let modbus, var reader = MappingReader(modbus, "modbus", faults) else { return draft }
        let buses = items(reader.list("buses", required: .missingKey, example: "[...]"), "buses")
        let devices = items(reader.list("devices", required: .missingKey, example: "[...]"), "devices")
        reader.finish()
        let stationItems = isWithoutStations ? [] : items(stations, "stations")
        let readBuses = all(buses) { readBus($1, .bus($0), &draft) }
        let readDevices = all(devices) { readDevice($1, $0, &draft) }
        let readStations = all(stationItems) { readStation($1, .station($0), &draft) }
        guard let readBuses, let readDevices, let readStations else { return draft }
        draft.profile = ModbusProfile(buses: readBuses, devices: readDevices, stations: readStations)
        return draft
    }

    private func items(_ list: [YAMLValue]?, _ what: String, most: Int = maximumModbusItems) -> [YAMLValue]? {
        guard let list, list.count > most else { return list }
        faults.add(
            .outOfRange,
            at: list[most].position,
            "there are \(list.count) \(what); the most is \(most)",
            fix: "split the line over two computers"
        )
        return nil
    }

    /// Every item read, or nil when one could not be; all of them are looked at.
    private func all<Item>(_ list: [YAMLValue]?, _ read: (Int, YAMLValue) -> Item?) -> [Item]? {
        guard let list else { return nil }
        let items = list.enumerated().map { read($0.offset, $0.element) }
        return items.contains { $0 == nil } ? nil : items.compactMap { $0 }
    }

    private func readBus(
        _ value: YAMLValue,
        _ subject: ModbusProblem.Subject,
        _ draft: inout ModbusDraft
    ) -> FieldBus? {
        guard var reader = MappingReader(value, "a bus", faults) else { return nil }
        let id = identifier(reader.text("id", required: .missingKey, example: "line"), "id of a bus")
        reader.subject = id.map { "bus \($0.value)" } ?? "a bus"
        var keys = reader.keyPositions
        let rtu = reader.value("rtu", required: nil, example: "")
        let tcp = reader.value("tcp", required: nil, example: "")
        reader.finish()
        var link: FieldBus.Link?
        switch (rtu, tcp) {
        case (let rtu?, nil): link = readSerial(rtu, reader.subject, &keys)
        case (nil, let tcp?): link = readHost(tcp, reader.subject, &keys)
        default:
            faults.add(
                .missingKey,
                at: value.position,
                "\(reader.subject) needs one of rtu and tcp",
                fix: "write “tcp: {host: 192.168.1.20, port: 502}” or “rtu: {device: ..., baud: 19200, ...}”"
            )
        }
        draft.positions[subject] = (value.position, keys)
        guard let id, let link else { return nil }
        return FieldBus(id: id.value, link: link)
    }

    private func readHost(_ value: YAMLValue, _ owner: String, _ keys: inout [String: Position]) -> FieldBus.Link? {
        guard var reader = MappingReader(value, "tcp of \(owner)", faults) else { return nil }
        let host = reader.text("host", required: .missingKey, example: "192.168.1.20")
        let port = reader.integer("port", example: "502")
        let isFaulty = port == nil && reader.keyPositions["port"] != nil
        keys.merge(reader.keyPositions) { first, _ in first }
        reader.finish()
        guard let host, !isFaulty else { return nil }
        return .tcp(host: host.value, port: port?.value ?? 502)
    }

    private func readSerial(_ value: YAMLValue, _ owner: String, _ keys: inout [String: Position]) -> FieldBus.Link? {
        guard var reader = MappingReader(value, "rtu of \(owner)", faults) else { return nil }
        let device = reader.text("device", required: .missingKey, example: "/dev/serial/by-id/usb-...")
        let baud = reader.integer("baud", required: .missingKey, example: "19200")
        let parity = reader.word("parity", of: SerialLink.Parity.self, required: .missingKey, example: "even")
        let stopBits = reader.integer("stopBits", required: .missingKey, example: "1")
        let rs485 = reader.word("rs485", of: SerialLink.Direction.self, required: .missingKey, example: "kernel")
        keys.merge(reader.keyPositions) { first, _ in first }
        reader.finish()
        guard let device, let baud, let parity, let stopBits, let rs485 else { return nil }
        return .rtu(
            SerialLink(
                device: device.value,
                baud: baud.value,
                parity: parity.value,
                stopBits: stopBits.value,
                rs485: rs485.value
            )
        )
    }

    /// The registers of a device, for the file of the devices.
    func registerItems(_ list: [YAMLValue]?) -> [YAMLValue]? {
        items(list, "registers", most: Self.maximumRegisters)
    }

    /// Every register read, or nil when one could not be.
    func allRegisters(_ list: [YAMLValue]?, _ read: (Int, YAMLValue) -> FieldRegister?) -> [FieldRegister]? {
        all(list, read)
    }
}
