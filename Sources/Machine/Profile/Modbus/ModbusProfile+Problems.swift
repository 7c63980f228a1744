extension ModbusProfile {
    /// Everything that does not go together, in the order of the profile; empty for one that can be loaded.
    ///
    /// - Parameter takenIDs: the ids of lanes and interlocks, which no station may have.
    package func problems(takenIDs: Set<String> = []) -> [ModbusProblem] {
        var check = ModbusCheck(profile: self)
        check.run(takenIDs: takenIDs)
        return check.problems
    }
}

/// Collects the problems of one Modbus part.
struct ModbusCheck {
    let profile: ModbusProfile
    var problems: [ModbusProblem] = []

    init(profile: ModbusProfile) {
        self.profile = profile
    }

    mutating func run(takenIDs: Set<String>) {
        if profile.stations.isEmpty {
            add(.nothingThere, .profile, "stations", "the profile has no station", "list at least one under stations")
        }
        var ids: Set<String> = []
        for (index, bus) in profile.buses.enumerated() {
            checkID(bus.id, &ids, .bus(index), "bus")
            check(bus, .bus(index))
        }
        ids = []
        for (index, device) in profile.devices.enumerated() {
            checkID(device.id, &ids, .device(index), "device")
            check(device, index)
        }
        checkRegisters()
        ids = takenIDs
        for (index, station) in profile.stations.enumerated() {
            checkID(station.id, &ids, .station(index), "station")
            check(station, .station(index))
        }
        checkUses()
    }

    mutating func add(
        _ kind: ModbusProblem.Kind,
        _ subject: ModbusProblem.Subject,
        _ key: String?,
        _ message: String,
        _ fix: String
    ) {
        problems.append(ModbusProblem(kind: kind, subject: subject, key: key, message: message, fix: fix))
    }

    mutating func checkRange(
        _ value: Int,
        _ range: ClosedRange<Int>,
        _ subject: ModbusProblem.Subject,
        _ key: String,
        _ owner: String
    ) {
        guard !range.contains(value) else { return }
        let limits = "\(range.lowerBound) to \(range.upperBound)"
        add(.outOfRange, subject, key, "\(key) of \(owner) is \(value); it may be \(limits)", "write one of \(limits)")
    }

    private mutating func checkID(
        _ id: String,
        _ ids: inout Set<String>,
        _ subject: ModbusProblem.Subject,
        _ what: String
    ) {
        if !ids.insert(id).inserted {
            add(.duplicateID, subject, "id", "the id \(id) of a \(what) is already taken", "give it an id of its own")
        }
    }

    private mutating func check(_ bus: FieldBus, _ subject: ModbusProblem.Subject) {
        switch bus.link {
        case .tcp(let host, let port):
            checkRange(port, 1...65_535, subject, "port", "bus \(bus.id)")
            let printable = host.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            if !printable || !(1...253).contains(host.utf8.count) {
                add(
                    .outOfRange,
                    subject,
                    "host",
                    "bus \(bus.id) has no host that could be reached",
                    "write a name or an address, such as “host: 192.168.1.20”"
                )
            }
        case .rtu(let serial):
            let stable = SerialLink.stableFolders.contains { serial.device.hasPrefix($0) && serial.device != $0 }
            if !stable || serial.device.contains("..") {
                add(
                    .unstableDevice,
                    subject,
                    "device",
                    "“\(serial.device.prefix(60))” of bus \(bus.id) may be another adapter after the next start",
                    "write its name below \(SerialLink.stableFolders.joined(separator: " or "))"
                )
            }
            if !SerialLink.rates.contains(serial.baud) {
                let rates = SerialLink.rates.map(String.init).joined(separator: ", ")
                add(.outOfRange, subject, "baud", "bus \(bus.id) has \(serial.baud) baud", "write one of \(rates)")
            }
            checkRange(serial.stopBits, 1...2, subject, "stopBits", "bus \(bus.id)")
        }
        guard let first = profile.buses.first(where: { $0.isSame(as: bus) }), first.id != bus.id else { return }
        add(
            .twoOwners,
            subject,
            "id",
            "bus \(bus.id) is the same as bus \(first.id), and a bus has one owner",
            "put the devices of both on one of them"
        )
    }
}

extension FieldBus {
    /// Whether both lead to the same wire or host.
    fileprivate func isSame(as other: FieldBus) -> Bool {
        switch (link, other.link) {
        case (.rtu(let serial), .rtu(let otherSerial)): serial.device == otherSerial.device
        case (.tcp(let host, let port), .tcp(let otherHost, let otherPort)): host == otherHost && port == otherPort
        case (.rtu, .tcp), (.tcp, .rtu): false
        }
    }
}
