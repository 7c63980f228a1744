/// A serial as it travels to the PLC: its bytes, their CRC and their hash.
package struct SerialPayload: Sendable, Equatable {
    /// The serial.
    package let serial: String
    /// The CRC-16/MODBUS of its bytes: tells the PLC whether it copied the block whole.
    package let crc: UInt32
    /// The CRC-32/ISO-HDLC of its bytes: what the PLC echoes of the serial it took.
    package let hash: UInt32

    /// The payload of a serial; nil when it is empty, longer than `maximumBytes`, or has something else than printable
    /// ASCII, which includes the space, because a space may be padding.
    package init?(_ serial: String, maximumBytes: Int) {
        let bytes = Array(serial.utf8)
        guard !bytes.isEmpty, bytes.count <= maximumBytes, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.serial = serial
        crc = Self.reflected(bytes, polynomial: 0xA001, initial: 0xFFFF)
        hash = Self.hash(of: serial)
    }

    /// How many bytes it has.
    package var length: UInt32 { UInt32(serial.utf8.count) }

    /// The hash of a serial.
    package static func hash(of serial: String) -> UInt32 {
        ~reflected(Array(serial.utf8), polynomial: 0xEDB8_8320, initial: 0xFFFF_FFFF)
    }

    /// A CRC that takes the lowest bit first.
    private static func reflected(_ bytes: [UInt8], polynomial: UInt32, initial: UInt32) -> UInt32 {
        bytes.reduce(initial) { register, byte in
            (0..<8).reduce(register ^ UInt32(byte)) { bits, _ in
                bits & 1 == 1 ? bits >> 1 ^ polynomial : bits >> 1
            }
        }
    }
}
