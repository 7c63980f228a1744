extension ModbusCheck {
    mutating func check(_ device: FieldDevice, _ index: Int) {
        let subject = ModbusProblem.Subject.device(index)
        let owner = "device \(device.id)"
        checkUnit(device, subject)
        let times = 1...Station.maximumTimeMilliseconds
        checkRange(device.requestTimeoutMilliseconds, times, subject, "requestTimeout", owner)
        checkRange(device.byteTimeoutMilliseconds, times, subject, "byteTimeout", owner)
        if device.byteTimeoutMilliseconds > device.requestTimeoutMilliseconds {
            add(
                .outOfRange,
                subject,
                "byteTimeout",
                "byteTimeout of \(owner) is longer than its requestTimeout",
                "write a shorter one"
            )
        }
        checkExpectation(device.identity, of: device, subject, "identity")
        checkExpectation(device.wordOrder, of: device, subject, "wordOrder")
        checkExpectation(device.outputWatchdog, of: device, subject, "outputWatchdog")
        if let register = device.register(device.wordOrder.register),
            register.kind != .uint32 || !device.wordOrder.showsWordOrder
        {
            add(
                .wordOrderNotShown,
                subject,
                "wordOrder",
                "the constant of \(owner) would look the same in another order of bytes or words",
                "use a uint32 register whose four bytes all differ, such as 16909060 (0x01020304)"
            )
        }
        if let register = device.register(device.outputWatchdog.register) {
            if register.table != .holding {
                wrong(subject, "outputWatchdog", "\(register.name) of \(owner) cannot be written", "use a holding one")
            }
            if device.outputWatchdog.value == 0 {
                add(
                    .outOfRange,
                    subject,
                    "outputWatchdog",
                    "a watchdog of 0 lets the outputs of \(owner) keep their last value for ever",
                    "write the time the manual asks for"
                )
            }
        }
    }

    private mutating func checkUnit(_ device: FieldDevice, _ subject: ModbusProblem.Subject) {
        let bus = profile.buses.first { $0.id == device.bus }
        if bus == nil {
            let known = profile.buses.map(\.id).joined(separator: ", ")
            add(
                .unknownReference,
                subject,
                "bus",
                "device \(device.id) is on “\(device.bus.prefix(40))”, which is not a bus",
                "name one of \(known)"
            )
        }
        let direct = if case .tcp = bus?.link { device.unit == FieldDevice.directUnit } else { false }
        if device.unit == 0 {
            add(
                .broadcastUnit,
                subject,
                "unit",
                "device \(device.id) has unit 0, a broadcast that nobody answers",
                "set a unit id on the device and write it here"
            )
        } else if !direct {
            checkRange(device.unit, FieldDevice.serialUnits, subject, "unit", "device \(device.id)")
        }
        let same = profile.devices.first { $0.bus == device.bus && $0.unit == device.unit }
        if let same, same.id != device.id {
            add(
                .twoOwners,
                subject,
                "unit",
                "unit \(device.unit) of bus \(device.bus) is already \(same.id)",
                "give every device of a bus its own unit id"
            )
        }
    }

    private mutating func checkExpectation(
        _ expectation: FieldDevice.Expectation,
        of device: FieldDevice,
        _ subject: ModbusProblem.Subject,
        _ key: String
    ) {
        guard let register = device.register(expectation.register) else {
            unknownRegister(expectation.register, subject, key, "\(key) of device \(device.id)", among: [device])
            return
        }
        switch register.kind {
        case .text: wrong(subject, key, "\(key) of device \(device.id) is a text", "use a register with a number")
        case .uint16: checkRange(Int(expectation.value), 0...65_535, subject, key, "device \(device.id)")
        case .uint32: break
        }
    }

    mutating func checkRegisters() {
        var names: Set<String> = []
        for (deviceIndex, device) in profile.devices.enumerated() {
            for (index, register) in device.registers.enumerated() {
                let subject = ModbusProblem.Subject.register(device: deviceIndex, index)
                if !names.insert(register.name).inserted {
                    add(
                        .duplicateID,
                        subject,
                        "name",
                        "there is already a register \(register.name)",
                        "give each register a name of its own, over all devices"
                    )
                }
                check(register, subject)
                let before = device.registers[..<index]
                guard
                    let other = before.first(where: {
                        $0.table == register.table && $0.wireRange.overlaps(register.wireRange)
                    })
                else { continue }
                add(
                    .registerOverlap,
                    subject,
                    "address",
                    "\(register.name) lies on top of \(other.name) (wire addresses \(other.wireRange))",
                    "correct one of the addresses, bases or lengths"
                )
            }
        }
    }

    private mutating func check(_ register: FieldRegister, _ subject: ModbusProblem.Subject) {
        let owner = "register \(register.name)"
        checkRange(register.base, 0...1, subject, "base", owner)
        let base = register.base == 1 ? 1 : 0
        let last = max(0, 65_536 - max(1, register.width))
        checkRange(register.address, base...(base + last), subject, "address", owner)
        switch register.kind {
        case .text:
            let most = 2 * FieldRegister.maximumWritten
            checkRange(register.lengthBytes ?? 0, 1...most, subject, "length", owner)
            if register.padding == nil {
                wrong(subject, "padding", "\(owner) is a text without padding", "write “padding: zero” or “space”")
            }
        case .uint16, .uint32:
            if register.lengthBytes != nil || register.padding != nil {
                wrong(subject, "length", "\(owner) is a number with a text's length or padding", "remove them")
            }
        }
    }

    mutating func wrong(_ subject: ModbusProblem.Subject, _ key: String, _ message: String, _ fix: String) {
        add(.wrongRegister, subject, key, message, fix)
    }

    mutating func unknownRegister(
        _ name: String,
        _ subject: ModbusProblem.Subject,
        _ key: String,
        _ owner: String,
        among devices: [FieldDevice]
    ) {
        let known = devices.flatMap(\.registers).map(\.name).joined(separator: ", ")
        add(
            .unknownReference,
            subject,
            key,
            "\(owner) is “\(name.prefix(40))”, which is not a register",
            "name one of \(known)"
        )
    }
}
