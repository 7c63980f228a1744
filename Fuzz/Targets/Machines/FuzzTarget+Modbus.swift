import GPIO

extension FuzzTarget {
    /// Replies of Modbus devices. The first byte says what was asked, the rest is the reply's PDU; after that the words
    /// of the reply are read as every type of register.
    static let modbus = FuzzTarget(name: "modbus", maximumBytes: 300, seeds: ModbusSeeds.all, check: ModbusCheck.check)
}

/// Well formed replies to each request.
enum ModbusSeeds {
    /// What may have been asked.
    static let operations: [ModbusOperation] = [
        .read(.holding, at: 100, count: 4), .read(.input, at: 0, count: 125), .read(.coil, at: 7, count: 19),
        .read(.discrete, at: 0, count: 1), .writeCoil(at: 3, true), .writeWord(at: 9, 0xCAFE),
        .writeCoils(at: 0, [true, false, true]), .writeWords(at: 100, [1, 2, 3]), .reportServerIdentifier,
        .readDeviceIdentification(object: 1),
    ]

    static let all: @Sendable () throws -> [FuzzSeed] = {
        operations.enumerated().flatMap { index, operation in
            let number = UInt8(index)
            return [
                FuzzSeed("\(index)-reply", [number] + reply(operation)),
                FuzzSeed("\(index)-exception", [number, operation.function | 0x80, 2]),
            ]
        }
    }

    private static func reply(_ operation: ModbusOperation) -> [UInt8] {
        switch operation {
        case .read:
            let length = (operation.replyLength ?? 2) - 2
            return [operation.function, UInt8(length)] + "S-100 ".utf8.prefix(length)
                + Array(repeating: 0, count: max(0, length - 6))
        case .writeCoil, .writeWord, .writeCoils, .writeWords: return Array(operation.pdu.prefix(5))
        case .reportServerIdentifier: return [17, 3, 1, 0xFF, 0x41]
        case .readDeviceIdentification(let object): return [43, 14, 4, 1, 0, 0, 1, object, 2, 0x41, 0x42]
        }
    }
}

private enum ModbusCheck {
    private static let types: [RegisterType] = {
        let texts = [1, 7, 8].flatMap { count in
            TextLayout.Padding.allCases.flatMap { padding in
                TextLayout.CharacterOrder.allCases.compactMap { order in
                    try? RegisterType.text(TextLayout(characters: count, padding: padding, order: order))
                }
            }
        }
        return [.bit, .uint16, .int16, .uint32, .int32, .uint64, .float32] + texts
    }()

    static let check: @Sendable ([UInt8]) throws -> Bool = { bytes in
        guard let first = bytes.first else { return false }
        let operation = ModbusSeeds.operations[Int(first) % ModbusSeeds.operations.count]
        let pdu = Array(bytes.dropFirst())
        switch ModbusReply(to: operation, pdu: pdu) {
        case .words(let words):
            guard case .read(_, _, let count) = operation else { throw FuzzFinding("a write has words") }
            try FuzzFinding.unless(words.count == Int(count), "\(count) words were asked for, not \(words.count)")
            for type in types { try decode(words, as: type) }
        case .written:
            try FuzzFinding.unless(
                operation.isWrite && pdu == Array(operation.pdu.prefix(5)),
                "the device repeated something else, and the write is believed"
            )
        case .identifier(let identifier):
            try FuzzFinding.unless(pdu.suffix(identifier.count) == identifier[...], "the name is not of the reply")
        case .exception(let exception):
            try FuzzFinding.unless(exception.code != 0 && !exception.description.isEmpty, "an exception without code")
        case .malformed(let why):
            try FuzzFinding.unless(!why.isEmpty, "a reply is refused without a word")
            return false
        }
        return true
    }

    /// What is read of registers is what was in them, padding included.
    private static func decode(_ words: [UInt16], as type: RegisterType) throws {
        let words = Array(words.prefix(type.width))
        for order in ByteOrder.allCases {
            guard let value = try? type.decode(words, order: order) else { continue }
            let again: [UInt16]
            do {
                again = try type.encode(value, order: order)
            } catch {
                throw FuzzFinding("\(words) is \(value) as \(type.name), which can't be written: \(error)")
            }
            try FuzzFinding.unless(again == words, "\(words) is \(value) as \(type.name), which is \(again)")
        }
    }
}
