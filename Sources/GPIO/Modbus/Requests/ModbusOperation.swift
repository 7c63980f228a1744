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

    /// Which entries it touches.
    struct Span {
        var table: RegisterTable
        var offset: UInt16
        var count: Int
        /// The most of them the standard allows in one request.
        var most: Int

        /// Whether the last of them is there, in a table of so many.
        func isWithin(_ entries: Int) -> Bool { Int(offset) + count <= entries }
    }

    /// nil for those that touch no table.
    var span: Span? {
        switch self {
        case .read(let table, let offset, let count):
            Span(table: table, offset: offset, count: Int(count), most: table.mostPerRead)
        case .writeCoil(let offset, _): Span(table: .coil, offset: offset, count: 1, most: 1)
        case .writeWord(let offset, _): Span(table: .holding, offset: offset, count: 1, most: 1)
        case .writeCoils(let offset, let bits):
            Span(table: .coil, offset: offset, count: bits.count, most: RegisterTable.coil.mostPerWrite)
        case .writeWords(let offset, let words):
            Span(table: .holding, offset: offset, count: words.count, most: RegisterTable.holding.mostPerWrite)
        case .reportServerIdentifier, .readDeviceIdentification: nil
        }
    }

    /// Checks the limits of the standard: how many entries at a time, and none after the last.
    /// - Throws: `invalidConfiguration`.
    package func check() throws(GPIOError) {
        guard let span else { return }
        guard (1...span.most).contains(span.count) else {
            throw GPIOError(
                .invalidConfiguration,
                "function \(function) takes 1 to \(span.most) entries, this request has \(span.count); split it"
            )
        }
        guard span.isWithin(0x1_0000) else {
            throw GPIOError(
                .invalidConfiguration,
                "\(span.count) entries from \(span.offset) reach over the last, 65535; correct the address"
            )
        }
    }
}
