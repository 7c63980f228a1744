extension RegisterType {
    /// The words of a value in the order of the wire. Text has an order of its own; a bit is the word 0 or 1.
    /// - Throws: `valueOutOfRange`, `notFinite`, `notASCII` or `textTooLong`.
    package func encode(_ value: RegisterValue, order: ByteOrder = .abcd) throws(GPIOError) -> [UInt16] {
        switch (self, value) {
        case (.bit, .bit(let isOn)): return [isOn ? 1 : 0]
        case (.uint16, _): return order.arranged(Self.words(of: try integer(value) as UInt16))
        case (.int16, _): return order.arranged(Self.words(of: UInt16(bitPattern: try integer(value))))
        case (.uint32, _): return order.arranged(Self.words(of: try integer(value) as UInt32))
        case (.int32, _): return order.arranged(Self.words(of: UInt32(bitPattern: try integer(value))))
        case (.uint64, _): return order.arranged(Self.words(of: try integer(value) as UInt64))
        case (.float32, .float(let number)):
            guard number.isFinite else {
                throw GPIOError(.notFinite, "\(number) can't be written to a register; write a finite number")
            }
            return order.arranged(Self.words(of: number.bitPattern))
        case (.text(let layout), .text(let text)): return try layout.encode(text)
        default: throw unfit(value)
        }
    }

    private func integer<Number: FixedWidthInteger>(_ value: RegisterValue) throws(GPIOError) -> Number {
        let number: Number? =
            switch value {
            case .unsigned(let number): Number(exactly: number)
            case .signed(let number): Number(exactly: number)
            case .bit, .float, .text: nil
            }
        guard let number else { throw unfit(value) }
        return number
    }

    private func unfit(_ value: RegisterValue) -> GPIOError {
        GPIOError(.valueOutOfRange, "\(value) is no \(name); correct the value or the register's type")
    }

    /// From the highest word to the lowest.
    private static func words<Number: FixedWidthInteger & UnsignedInteger>(of number: Number) -> [UInt16] {
        stride(from: Number.bitWidth - 16, through: 0, by: -16).map { UInt16(truncatingIfNeeded: number >> $0) }
    }
}

extension TextLayout {
    /// The words of a text, filled up with the padding.
    /// - Throws: `notASCII`; `textTooLong`; `valueOutOfRange` for a text that ends in its padding and would come back
    ///   shorter.
    func encode(_ text: String) throws(GPIOError) -> [UInt16] {
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw GPIOError(.notASCII, "a register's text is printable ASCII, “\(text)” is not; leave out the rest")
        }
        guard bytes.count <= characters else {
            throw GPIOError(
                .textTooLong,
                "“\(text)” has \(bytes.count) characters, the register \(characters); shorten it"
            )
        }
        guard bytes.last != padding.rawValue else {
            throw GPIOError(.valueOutOfRange, "“\(text)” ends in a space, which is the padding; leave it out")
        }
        let filled = bytes + [UInt8](repeating: padding.rawValue, count: 2 * words - bytes.count)
        return stride(from: 0, to: filled.count, by: 2).map { place in
            let word = UInt16(filled[place]) << 8 | UInt16(filled[place + 1])
            return order == .highByteFirst ? word : word.byteSwapped
        }
    }
}
