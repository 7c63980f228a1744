/// One request of the Modbus application protocol (V1.1b3, section 6), with addresses as on the wire.
package enum ModbusOperation: Sendable, Hashable {
    /// Functions 1 to 4: reads a table.
    case read(RegisterTable, at: UInt16, count: UInt16)
    /// Function 5: writes one coil.
    case writeCoil(at: UInt16, Bool)
    /// Function 6: writes one holding register.
    case writeWord(at: UInt16, UInt16)
    /// Function 15: writes coils.
    case writeCoils(at: UInt16, [Bool])
    /// Function 16: writes holding registers. A controller's program may see some of them before the others.
    case writeWords(at: UInt16, [UInt16])
    /// Function 17: what the device calls itself, in bytes of its own choice.
    case reportServerIdentifier
    /// Function 43, type 14: one object of the device's identification; 0 is the vendor, 1 the product, 2 the revision.
    case readDeviceIdentification(object: UInt8)

    /// The function's number.
    package var function: UInt8 {
        switch self {
        case .read(.coil, _, _): 1
        case .read(.discrete, _, _): 2
        case .read(.holding, _, _): 3
        case .read(.input, _, _): 4
        case .writeCoil: 5
        case .writeWord: 6
        case .writeCoils: 15
        case .writeWords: 16
        case .reportServerIdentifier: 17
        case .readDeviceIdentification: 43
        }
    }

    /// Whether it changes something, so that it must not be sent twice.
    package var isWrite: Bool {
        switch self {
        case .read, .reportServerIdentifier, .readDeviceIdentification: false
        case .writeCoil, .writeWord, .writeCoils, .writeWords: true
        }
    }

    /// Checks the limits of the standard: how many entries at a time, and none after the last.
    /// - Throws: `invalidConfiguration`.
    package func check() throws(GPIOError) {
        let (offset, count, most): (UInt16, Int, Int) =
            switch self {
            case .read(let table, let offset, let count): (offset, Int(count), table.mostPerRead)
            case .writeCoils(let offset, let bits): (offset, bits.count, RegisterTable.coil.mostPerWrite)
            case .writeWords(let offset, let words): (offset, words.count, RegisterTable.holding.mostPerWrite)
            case .writeCoil(let offset, _), .writeWord(let offset, _): (offset, 1, 1)
            case .reportServerIdentifier, .readDeviceIdentification: (0, 1, 1)
            }
        guard (1...most).contains(count) else {
            throw GPIOError(
                .invalidConfiguration,
                "function \(function) takes 1 to \(most) entries, this request has \(count); split it"
            )
        }
        guard Int(offset) + count <= 0x1_0000 else {
            throw GPIOError(
                .invalidConfiguration,
                "\(count) entries from \(offset) reach over the last, 65535; correct the address"
            )
        }
    }
}
