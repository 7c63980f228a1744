import GPIO
import TestSupport
import Testing

@Suite("CRC16")
struct CRC16Tests {
    /// The catalogue's check value, the empty sum, and a frame whose bytes on the wire end in 84 0A.
    @Test func isTheOneOfModbus() {
        #expect(CRC16.checksum(Array("123456789".utf8)) == 0x4B37)
        #expect(CRC16.checksum([]) == 0xFFFF)
        #expect(CRC16.checksum([0x01, 0x03, 0x00, 0x00, 0x00, 0x01]) == 0x0A84)
        #expect(CRC16.checksum(words: [0x3132, 0x3334]) == CRC16.checksum(Array("1234".utf8)))
    }

    @Test func everySingleBitCounts() throws {
        try forAll { random in
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            let bit = Int.random(in: 0..<320, using: &random)
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            try #require(CRC16.checksum(bytes) != CRC16.checksum(other))
        }
    }
}
