import Machine

extension DraftReader {
    func readDevice(_ value: YAMLValue, _ index: Int, _ draft: inout ModbusDraft) -> FieldDevice? {
        guard var reader = MappingReader(value, "a device", faults) else { return nil }
        let id = identifier(reader.text("id", required: .missingKey, example: "plc"), "id of a device")
        reader.subject = id.map { "device \($0.value)" } ?? "a device"
        draft.positions[.device(index)] = (value.position, reader.keyPositions)
        let bus = reader.text("bus", required: .missingKey, example: "line")
        let unit = reader.integer("unit", required: .missingKey, example: "1")
        let request = time("requestTimeout", &reader, example: "300ms")
        let byte = time("byteTimeout", &reader, example: "50ms")
        let identity = expectation("identity", &reader, example: "{register: identity, value: 4242}")
        let wordOrder = expectation("wordOrder", &reader, example: "{register: wordOrder, value: 16909060}")
        let watchdog = expectation("outputWatchdog", &reader, example: "{register: watchdog, value: 1000}")
        let base = readBase(&reader)
        let order = reader.word("order", of: FieldRegister.Order.self, required: .missingKey, example: "ABCD")
        let list = registerItems(reader.list("registers", required: .missingKey, example: "[...]"))
        reader.finish()
        let registers = allRegisters(list) {
            readRegister($1, .register(device: index, $0), base: base?.value ?? 0, order: order?.value, &draft)
        }
        guard let id, let bus, let unit, let request, let byte, let identity, let wordOrder, let watchdog, base != nil,
            order != nil, let registers
        else { return nil }
        return FieldDevice(
            id: id.value,
            bus: bus.value,
            unit: unit.value,
            requestTimeoutMilliseconds: request.value,
            byteTimeoutMilliseconds: byte.value,
            identity: identity,
            wordOrder: wordOrder,
            outputWatchdog: watchdog,
            registers: registers
        )
    }

    private func readBase(_ reader: inout MappingReader) -> Located<Int>? {
        guard let base = reader.integer("base", required: .missingKey, example: "0") else { return nil }
        if (0...1).contains(base.value) { return base }
        faults.add(
            .outOfRange,
            at: base.position,
            "base of \(reader.subject) is \(base.value)",
            fix: "write 0 when the manual counts addresses from 0, 1 when it counts from 1"
        )
        return nil
    }

    /// A time whose range is checked with everything else that has to fit together.
    func time(_ key: String, _ reader: inout MappingReader, example: String) -> Located<Int>? {
        let times = 1...Station.maximumTimeMilliseconds
        return reader.milliseconds(key, in: times, required: .missingTimeout, example: example)
    }

    private func expectation(
        _ key: String,
        _ reader: inout MappingReader,
        example: String
    ) -> FieldDevice.Expectation? {
        guard let value = reader.value(key, required: .missingKey, example: example),
            var inner = MappingReader(value, "\(key) of \(reader.subject)", faults)
        else { return nil }
        let register = inner.text("register", required: .missingKey, example: key)
        let number = inner.integer("value", required: .missingKey, example: "1000")
        inner.finish()
        guard let register, let number else { return nil }
        guard let expected = UInt32(exactly: number.value) else {
            faults.add(
                .outOfRange,
                at: number.position,
                "value of \(inner.subject) is \(number.value); a register holds 0 to \(UInt32.max)",
                fix: "write the number the register holds"
            )
            return nil
        }
        return FieldDevice.Expectation(register: register.value, value: expected)
    }

    private func readRegister(
        _ value: YAMLValue,
        _ subject: ModbusProblem.Subject,
        base: Int,
        order deviceOrder: FieldRegister.Order?,
        _ draft: inout ModbusDraft
    ) -> FieldRegister? {
        guard var reader = MappingReader(value, "a register", faults) else { return nil }
        let name = identifier(reader.text("name", required: .missingKey, example: "payload"), "name of a register")
        reader.subject = name.map { "register \($0.value)" } ?? "a register"
        draft.positions[subject] = (value.position, reader.keyPositions)
        let table = reader.word("table", of: FieldRegister.Table.self, required: .missingKey, example: "holding")
        let address = reader.integer("address", required: .missingKey, example: "100")
        let kind = reader.word("type", of: FieldRegister.Kind.self, required: .missingKey, example: "uint16")
        let order = reader.word("order", of: FieldRegister.Order.self, example: "ABCD")
        let isText = kind?.value == .text
        let length = reader.integer("length", required: isText ? .missingKey : nil, example: "20")
        let padding = reader.word(
            "padding",
            of: FieldRegister.Padding.self,
            required: isText ? .missingKey : nil,
            example: "zero"
        )
        reader.finish()
        let hasFaultyOption = [("order", order == nil), ("length", length == nil), ("padding", padding == nil)]
            .contains { $0.1 && reader.keyPositions[$0.0] != nil }
        guard let name, let table, let address, let kind, !hasFaultyOption else { return nil }
        if isText, length == nil || padding == nil { return nil }
        return FieldRegister(
            name: name.value,
            table: table.value,
            address: address.value,
            base: base,
            kind: kind.value,
            order: order?.value ?? deviceOrder ?? .highWordHighByte,
            lengthBytes: length?.value,
            padding: padding?.value
        )
    }
}
