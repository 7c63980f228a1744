extension ModbusCheck {
    mutating func check(_ station: Station, _ subject: ModbusProblem.Subject) {
        let owner = "station \(station.id)"
        for (role, name) in station.registers {
            guard let register = profile.register(name) else {
                unknownRegister(name, subject, role.rawValue, "\(role.rawValue) of \(owner)", among: profile.devices)
                continue
            }
            if !role.kinds.contains(register.kind) {
                let kinds = role.kinds.map(\.rawValue).joined(separator: " or ")
                wrong(
                    subject,
                    role.rawValue,
                    "\(role.rawValue) of \(owner) is a \(register.kind.rawValue)",
                    "use a register of kind \(kinds)"
                )
            }
            if role.isWritten, register.table != .holding {
                wrong(subject, role.rawValue, "\(name) of \(owner) cannot be written", "use a holding register")
            }
        }
        checkBlock(station.marker.payloadBlock, most: FieldRegister.maximumWritten, subject, "payload", owner)
        checkBlock(station.marker.answerBlock, most: FieldRegister.maximumRead, subject, "takenSequence", owner)
        checkSequences(station, subject)
        checkLimits(station, subject)
    }

    private mutating func checkBlock(
        _ names: [String],
        most: Int,
        _ subject: ModbusProblem.Subject,
        _ key: String,
        _ owner: String
    ) {
        // A name that leads nowhere has its own problem.
        let registers = names.compactMap { profile.register($0) }.sorted { $0.wireAddress < $1.wireAddress }
        guard registers.count == names.count else { return }
        let list = names.joined(separator: ", ")
        let devices = Set(names.compactMap { profile.device(ofRegister: $0)?.id })
        let touching = zip(registers, registers.dropFirst()).allSatisfy { $0.wireRange.upperBound == $1.wireAddress }
        if !touching || devices.count > 1 || Set(registers.map(\.table)).count > 1 {
            add(
                .blockNotContiguous,
                subject,
                key,
                "\(list) of \(owner) do not lie side by side in one table",
                "move them together in the PLC: they travel in one request"
            )
        }
        let width = registers.reduce(0) { $0 + $1.width }
        if width > most {
            add(
                .blockTooLong,
                subject,
                key,
                "\(list) of \(owner) take \(width) registers; one request holds \(most)",
                "shorten the text"
            )
        }
    }

    private mutating func checkSequences(_ station: Station, _ subject: ModbusProblem.Subject) {
        let marker = station.marker
        let names = [marker.commandSequence, marker.takenSequence, marker.acknowledgedSequence]
        let registers = names.compactMap { profile.register($0) }
        if Set(registers.map(\.kind)).count > 1 {
            wrong(
                subject,
                "commandSequence",
                "the three sequences of station \(station.id) are not of one kind",
                "make them all uint16 or all uint32"
            )
        }
        if Set(names.compactMap { profile.device(ofRegister: $0)?.id }).count > 1 {
            wrong(
                subject,
                "commandSequence",
                "the three sequences of station \(station.id) are on different devices",
                "keep the hand-over on one device"
            )
        }
        guard let payload = profile.register(marker.payload)?.lengthBytes,
            let readBack = profile.register(station.readBack)?.lengthBytes, readBack < payload
        else { return }
        wrong(
            subject,
            "readBack",
            "readBack of station \(station.id) holds \(readBack) bytes, the payload \(payload)",
            "make it at least as long, or no long serial can ever match"
        )
    }

    private mutating func checkLimits(_ station: Station, _ subject: ModbusProblem.Subject) {
        let owner = "station \(station.id)"
        let times = 1...Station.maximumTimeMilliseconds
        checkRange(station.markTimeoutMilliseconds, times, subject, "markTimeout", owner)
        checkRange(station.readTimeoutMilliseconds, times, subject, "readTimeout", owner)
        checkRange(station.heartbeat.periodMilliseconds, times, subject, "period", owner)
        checkRange(station.heartbeat.timeoutMilliseconds, times, subject, "timeout", owner)
        checkRange(station.failuresBeforeHold, Station.failuresRange, subject, "failuresBeforeHold", owner)
        let period = station.heartbeat.periodMilliseconds
        let most = station.heartbeat.timeoutMilliseconds / 3
        if period > most {
            add(
                .heartbeatTooSlow,
                subject,
                "period",
                "the heartbeat of \(owner) beats every \(period) ms; within its timeout it must beat three times",
                "write “period: \(max(1, most))ms” or less, or raise the timeout"
            )
        }
    }

    /// No register is two things, over all devices and stations.
    mutating func checkUses() {
        var uses: [String: (what: String, role: StationRole?)] = [:]
        for (index, device) in profile.devices.enumerated() {
            let expectations = [
                (device.identity, "identity"), (device.wordOrder, "wordOrder"),
                (device.outputWatchdog, "outputWatchdog"),
            ]
            for (expectation, key) in expectations {
                let what = "\(key) of device \(device.id)"
                if let first = uses.updateValue((what, nil), forKey: expectation.register) {
                    usedTwice(expectation.register, first.what, what, .device(index), key)
                }
            }
        }
        for (index, station) in profile.stations.enumerated() {
            for (role, name) in station.registers {
                let what = "\(role.rawValue) of station \(station.id)"
                guard let first = uses.updateValue((what, role), forKey: name) else { continue }
                if role.isShareable, first.role == role { continue }
                usedTwice(name, first.what, what, .station(index), role.rawValue)
            }
        }
    }

    private mutating func usedTwice(
        _ name: String,
        _ first: String,
        _ second: String,
        _ subject: ModbusProblem.Subject,
        _ key: String
    ) {
        add(.registerUsedTwice, subject, key, "\(name) is the \(first) and the \(second)", "use another register")
    }
}
