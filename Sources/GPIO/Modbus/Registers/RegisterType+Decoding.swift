extension RegisterType {
    /// The value of words in the order of the wire.
    /// - Throws: `malformedValue` when there are too few or too many words, or the text is none; `notFinite`.
    package func decode(_ words: [UInt16], order: ByteOrder = .abcd) throws(GPIOError) -> RegisterValue {
        guard words.count == width else {
            throw GPIOError(.malformedValue, "a \(name) takes \(width) registers, not \(words.count)")
        }
        let number = order.arranged(words).reduce(0 as UInt64) { $0 << 16 | UInt64($1) }
        switch self {
        case .bit:
            guard words[0] <= 1 else { throw GPIOError(.malformedValue, "\(words[0]) is no bit") }
            return .bit(words[0] == 1)
        case .uint16, .uint32, .uint64: return .unsigned(number)
        case .int16: return .signed(Int64(Int16(truncatingIfNeeded: number)))
        case .int32: return .signed(Int64(Int32(truncatingIfNeeded: number)))
        case .float32:
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: number))
            guard float.isFinite else {
                throw GPIOError(.notFinite, "the device holds \(float); check the byte order and the sensor")
            }
            return .float(float)
        case .text(let layout): return .text(try layout.decode(words))
        }
    }
}

extension TextLayout {
    /// The text in front of the padding.
    /// - Throws: `malformedValue` when something else than printable ASCII comes before the padding, or something else
    ///   than padding after the last character.
    func decode(_ words: [UInt16]) throws(GPIOError) -> String {
        let bytes = words.flatMap { word -> [UInt8] in
            let high = UInt8(truncatingIfNeeded: word >> 8)
            let low = UInt8(truncatingIfNeeded: word)
            return order == .highByteFirst ? [high, low] : [low, high]
        }
        let end = bytes.lastIndex { $0 != padding.rawValue }.map { $0 + 1 } ?? 0
        let text = bytes[..<end]
        guard end <= characters, text.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw GPIOError(
                .malformedValue,
                "the registers hold no text of \(characters) characters; check its padding and byte order"
            )
        }
        return String(decoding: text, as: UTF8.self)
    }
}
