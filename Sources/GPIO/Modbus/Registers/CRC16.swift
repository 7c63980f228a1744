/// CRC-16/MODBUS: polynomial 0x8005 reflected, start 0xFFFF, no final XOR; of "123456789" it is 0x4B37. On the wire its
/// low byte comes first (Modbus over Serial Line V1.02, section 6.2.2).
package enum CRC16 {
    /// The checksum of some bytes.
    package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0xFFFF) { checksum, byte in
            (0..<8).reduce(checksum ^ UInt16(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xA001 : value >> 1
            }
        }
    }

    /// The checksum of words as bytes, the high byte of each first: for a serial's length, payload and checksum in one
    /// block of registers, which a controller computes over the same words.
    package static func checksum(words: [UInt16]) -> UInt16 {
        checksum(words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] })
    }
}
