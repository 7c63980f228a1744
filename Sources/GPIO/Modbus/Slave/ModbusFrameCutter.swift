/// Cuts a stream of bytes into the frames of requests. Pure. What can't become a frame is dropped.
struct ModbusFrameCutter {
    /// A whole frame, with its header and checksum in order.
    struct Frame: Hashable {
        var bytes: [UInt8]
        var unit: UInt8
        var pdu: [UInt8]
    }

    /// What the bytes so far amount to.
    enum Cut: Hashable {
        case frame(Frame)
        /// More has to come.
        case incomplete
        /// This is no Modbus: hang up, or wait for silence.
        case senseless
    }

    let isSerial: Bool
    private var bytes: [UInt8] = []

    init(isSerial: Bool) {
        self.isSerial = isSerial
    }

    mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

    /// Forgets what is not complete.
    mutating func drop() { bytes = [] }

    /// A silence ends a frame on a serial line, also one of a function whose length nobody knows.
    mutating func endAtSilence() -> Cut {
        defer { drop() }
        return bytes.count >= 4 ? serialFrame(bytes) : .senseless
    }

    var isEmpty: Bool { bytes.isEmpty }

    /// The next frame, until there is none.
    mutating func cut() -> Cut {
        isSerial ? cutSerial() : cutTCP()
    }

    private mutating func cutTCP() -> Cut {
        guard bytes.count >= 6 else { return .incomplete }
        let length = Int(UInt16(high: bytes[4], low: bytes[5]))
        // Protocol 0; the unit, a function, and no more than a PDU.
        guard bytes[2] == 0, bytes[3] == 0, (2...254).contains(length) else { return .senseless }
        guard bytes.count >= 6 + length else { return .incomplete }
        let frame = Array(bytes.prefix(6 + length))
        bytes.removeFirst(6 + length)
        return .frame(Frame(bytes: frame, unit: frame[6], pdu: Array(frame[7...])))
    }

    private mutating func cutSerial() -> Cut {
        guard bytes.count >= 2 else { return .incomplete }
        let length: Int
        switch bytes[1] {
        case 1...6: length = 8
        case 15, 16:
            guard bytes.count >= 7 else { return .incomplete }
            length = 9 + Int(bytes[6])
        case 17: length = 4
        default: return bytes.count > Self.mostSerial ? .senseless : .incomplete
        }
        guard length <= Self.mostSerial else { return .senseless }
        guard bytes.count >= length else { return .incomplete }
        defer { bytes.removeFirst(length) }
        return serialFrame(Array(bytes.prefix(length)))
    }

    private static let mostSerial = 256

    private func serialFrame(_ frame: [UInt8]) -> Cut {
        let length = frame.count
        let checksum = UInt16(high: frame[length - 1], low: frame[length - 2])
        guard CRC16.checksum(frame.dropLast(2)) == checksum else { return .senseless }
        return .frame(Frame(bytes: frame, unit: frame[0], pdu: Array(frame[1..<(length - 2)])))
    }
}
