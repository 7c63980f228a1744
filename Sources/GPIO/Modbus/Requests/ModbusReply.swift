/// What a reply says, after everything in it was compared with the request.
package enum ModbusReply: Sendable, Hashable {
    /// The words of a read; a bit is 0 or 1.
    case words([UInt16])
    /// The write was done, and the device said so by repeating it.
    case written
    /// What the device says of itself.
    case identifier([UInt8])
    /// The device refused or failed.
    case exception(ModbusException)
    /// It is no reply to this request; why, in words.
    case malformed(String)

    /// Reads a reply's PDU. libmodbus 3.1.6 compares neither the address nor the value that a device repeats, so that
    /// a write elsewhere, or of something else, would pass.
    package init(to operation: ModbusOperation, pdu: [UInt8]) {
        guard let function = pdu.first else {
            self = .malformed("an empty reply")
            return
        }
        if function == operation.function | 0x80 {
            self =
                pdu.count == 2 && pdu[1] != 0
                ? .exception(ModbusException(code: pdu[1])) : .malformed("an exception of \(pdu.count) bytes")
        } else if function != operation.function {
            self = .malformed("a reply to function \(function), not \(operation.function)")
        } else if let length = operation.replyLength, length != pdu.count {
            self = .malformed("a reply of \(pdu.count) bytes, not \(length)")
        } else {
            self = Self.parse(operation, pdu)
        }
    }

    /// A PDU of the right function and, where it is known beforehand, length.
    private static func parse(_ operation: ModbusOperation, _ pdu: [UInt8]) -> ModbusReply {
        switch operation {
        case .read(let table, _, let count):
            guard Int(pdu[1]) == pdu.count - 2 else { return .malformed("a byte count of \(pdu[1])") }
            let data = pdu[2...]
            guard !table.holdsBits else {
                return .words([Bool](packed: data, count: Int(count)).map { $0 ? 1 : 0 })
            }
            return .words(
                stride(from: 2, to: pdu.count, by: 2).map { UInt16(high: pdu[$0], low: pdu[$0 + 1]) }
            )
        case .writeCoil, .writeWord, .writeCoils, .writeWords:
            // All four repeat the first five bytes: the address, and the value or the count.
            return pdu == Array(operation.pdu.prefix(5)) ? .written : .malformed("an echo of something else")
        case .reportServerIdentifier:
            guard pdu.count >= 2, Int(pdu[1]) == pdu.count - 2 else { return .malformed("a wrong byte count") }
            return .identifier(Array(pdu[2...]))
        case .readDeviceIdentification(let object):
            // Type, code, conformity, more follows, next object, one object: its number, its length, its bytes.
            guard pdu.count >= 9, pdu[1] == 0x0E, pdu[2] == 0x04, pdu[6] == 1, pdu[7] == object,
                pdu.count == 9 + Int(pdu[8])
            else { return .malformed("no object \(object)") }
            return .identifier(Array(pdu[9...]))
        }
    }
}
