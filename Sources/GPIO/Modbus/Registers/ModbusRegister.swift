/// One value of a device: where it is and what it means.
package struct ModbusRegister: Sendable, Hashable {
    /// The table it is in.
    package let table: RegisterTable
    /// Its first entry.
    package let address: RegisterAddress
    /// What it means.
    package let type: RegisterType
    /// How its bytes lie; says nothing about bits and texts.
    package let order: ByteOrder

    /// Checks that the type fits the table, and the registers the address space.
    /// - Throws: `invalidConfiguration`.
    package init(
        _ table: RegisterTable,
        _ address: RegisterAddress,
        _ type: RegisterType,
        order: ByteOrder = .abcd
    ) throws(GPIOError) {
        guard table.holdsBits == (type == .bit) else {
            throw GPIOError(
                .invalidConfiguration,
                "a \(type.name) can't be in the \(table.rawValue) table; bits are in coil and discrete, all else in "
                    + "holding and input"
            )
        }
        guard Int(address.offset) + type.width <= 0x1_0000 else {
            throw GPIOError(
                .invalidConfiguration,
                "a \(type.name) at register \(address.number) reaches over the last register; correct the address"
            )
        }
        self.table = table
        self.address = address
        self.type = type
        self.order = order
    }

    /// The request that reads it.
    package var readOperation: ModbusOperation {
        .read(table, at: address.offset, count: UInt16(type.width))
    }

    /// The request that writes it, in one piece. A word is written with function 16 as all else, because a device whose
    /// manual asks for function 6 is the exception; use the operation itself there.
    /// - Throws: `invalidConfiguration` for a table that can't be written; what encoding throws.
    package func writeOperation(_ value: RegisterValue) throws(GPIOError) -> ModbusOperation {
        guard table.isWritable else {
            throw GPIOError(.invalidConfiguration, "the \(table.rawValue) table can't be written; use holding or coil")
        }
        let words = try type.encode(value, order: order)
        return table == .coil
            ? .writeCoil(at: address.offset, words == [1]) : .writeWords(at: address.offset, words)
    }

    /// The value in an answer to `readOperation`.
    /// - Throws: what decoding throws.
    package func value(of words: [UInt16]) throws(GPIOError) -> RegisterValue {
        try type.decode(words, order: order)
    }
}
