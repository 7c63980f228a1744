extension ModbusOperation {
    /// The request's PDU: the function and its data.
    package var pdu: [UInt8] {
        switch self {
        case .read(_, let offset, let count): [function] + offset.bytes + count.bytes
        case .writeCoil(let offset, let isOn): [function] + offset.bytes + [isOn ? 0xFF : 0x00, 0x00]
        case .writeWord(let offset, let word): [function] + offset.bytes + word.bytes
        case .writeCoils(let offset, let bits):
            [function] + offset.bytes + UInt16(bits.count).bytes + [UInt8((bits.count + 7) / 8)] + bits.packed
        case .writeWords(let offset, let words):
            [function] + offset.bytes + UInt16(words.count).bytes + [UInt8(2 * words.count)] + words.flatMap(\.bytes)
        case .reportServerIdentifier: [function]
        // Read device identification, individual access.
        case .readDeviceIdentification(let object): [function, 0x0E, 0x04, object]
        }
    }

    /// How many bytes the reply's PDU has; nil where only the reply says it.
    package var replyLength: Int? {
        switch self {
        case .read(let table, _, let count): 2 + (table.holdsBits ? (Int(count) + 7) / 8 : 2 * Int(count))
        case .writeCoil, .writeWord, .writeCoils, .writeWords: 5
        case .reportServerIdentifier, .readDeviceIdentification: nil
        }
    }
}

extension UInt16 {
    /// As on the wire, the high byte first.
    var bytes: [UInt8] { [UInt8(truncatingIfNeeded: self >> 8), UInt8(truncatingIfNeeded: self)] }

    /// From the wire.
    init(high: UInt8, low: UInt8) {
        self = UInt16(high) << 8 | UInt16(low)
    }
}

extension [Bool] {
    /// Eight to a byte, the first in its lowest bit.
    var packed: [UInt8] {
        stride(from: 0, to: count, by: 8).map { start in
            self[start..<Swift.min(start + 8, count)].reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    /// The first `count` bits of bytes.
    init(packed bytes: some RandomAccessCollection<UInt8>, count: Int) {
        self = bytes.flatMap { byte in (0..<8).map { byte >> $0 & 1 == 1 } }.prefix(count).map { $0 }
    }
}
